package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackfillsTest {
  private static final String PLAN =
      """
      {"name":"plan","release":"2026.11.3","paused":true,"reason":"month's end","tenants":3,\
      "pausedTenants":1,"failed":1,"doneTenants":1,"batches":8,"rows":700,"done":false}\
      """;

  private FakeCoordinator coordinator;

  @BeforeEach
  void start() throws IOException {
    coordinator = new FakeCoordinator();
  }

  @AfterEach
  void stop() {
    coordinator.close();
  }

  private Cli.Result run(String... args) {
    return new Cli().at(coordinator).run(args);
  }

  @Test
  void listsThemWithHowManyTenantsStandWhere() {
    coordinator.on("GET /api/backfills?undone=false&limit=1000", 200, items(PLAN));
    assertThat(run("backfills", "list").out())
        .containsPattern("BACKFILL +RELEASE +TENANTS +DONE")
        .containsPattern("plan +2026.11.3 +3 +1 +0 +0 +all +1 +700");
    assertThat(run("backfills", "list", "--json").out()).contains("\"rows\"").contains("700");
  }

  @Test
  void showsOneTenantByTenantWithWhatKeepsIt() {
    coordinator
        .on("GET /api/backfills/plan", 200, PLAN)
        .on(
            "GET /api/backfills/plan/tenants?state=failed&limit=100",
            200,
            items(
                """
                {"tenant":"acme","shard":"eu-1","name":"plan","state":"failed","batches":2,\
                "rows":50,"note":"22012 backfill/plan.sql line 1 division by zero"}\
                """));
    assertThat(run("backfills", "show", "plan", "--state", "failed").out())
        .contains("backfill plan of release 2026.11.3: 1 of 3 tenants done, 1 paused, 1 failed;")
        .contains("paused as a whole: month's end; skein backfills resume plan")
        .containsPattern("acme +eu-1 +failed +2 +50 .*22012 backfill/plan.sql line 1 division");
  }

  @Test
  void aVerbSaysOfWhomItWasAndSendsItsReason() {
    String retry = "POST /api/backfills/plan/retry";
    coordinator.on(retry, 200, "{\"backfill\":\"plan\",\"tenants\":1}");
    assertThat(
            run("backfills", "retry", "plan", "--tenants", "acme,globex", "--reason", "why").out())
        .contains("retrying backfill plan on 1 tenant; next: skein backfills show plan");
    assertThat(coordinator.request(retry).body())
        .isEqualTo("{\"reason\":\"why\",\"tenants\":[\"acme\",\"globex\"]}");
  }

  private static String items(String item) {
    return "{\"items\":[%s]}".formatted(item);
  }
}
