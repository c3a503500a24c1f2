package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final String PRINT = "1:18:1eaa5ec56d7cd7d35ff451ec77f4e6a0";
  private static final String TABLE =
      "{\"kind\":\"table\",\"name\":\"users\",\"definition\":\"table\"}";

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

  private void answers(String path, String id, String kind, String items) {
    String survey =
        """
        {"id":"%s","kind":"%s","tenants":3,"waiting":0,"asked":0,"answered":3,"unanswered":0,
         "done":true,"attention":[]}\
        """
            .formatted(id, kind);
    coordinator
        .on("POST /api/" + path, 201, survey)
        .on(
            "GET /api/surveys/%s/tenants?limit=1000".formatted(id),
            200,
            "{\"items\":[%s]}".formatted(items));
  }

  private static String answered(String tenant, String answer) {
    return "{\"tenant\":\"%s\",\"shard\":\"eu-1\",\"state\":\"answered\",\"answer\":%s}"
        .formatted(tenant, answer);
  }

  private void reference() {
    answers(
        "surveys",
        "s-ref",
        "inspect",
        answered(
            "model",
            """
            {"serverMajor":18,"server":"18.6","objects":1,"fingerprint":"%s",
             "catalog":{"serverMajor":18,"objects":[%s]}}\
            """
                .formatted(PRINT, TABLE)));
  }

  @Test
  void theReferenceIsAskedFirstAndWhoIsUnlikeItIsShownWithWhatDiffers() {
    reference();
    answers(
        "baselines",
        "s-abc",
        "baseline",
        answered("acme", "{\"serverMajor\":18,\"version\":\"4\",\"result\":\"baselined\"}")
            + ","
            + answered("globex", "{\"serverMajor\":18,\"version\":\"5\",\"result\":\"already\"}")
            + ","
            + answered(
                "initech",
                """
                {"serverMajor":18,"result":"refused",
                 "refusal":{"reason":"fingerprint-mismatch","message":"expected a but got b"},
                 "catalog":{"serverMajor":18,"objects":[]}}\
                """));

    Cli.Result result =
        run("tenants", "baseline", "4", "--release", "r", "--like", "model", "--reason", "why");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out())
        .isEqualTo(
            """
            baselined 1 tenant at version 4
              acme
            baselined before: 1 tenant at version 5
              globex
            refused 1 tenant: expected a but got b
              initech
              unlike model:
                missing: table users
            """);
    assertThat(coordinator.request("POST /api/baselines").body())
        .contains("\"fingerprint\":\"" + PRINT, "\"version\":\"4\"", "\"reason\":\"why\"");
  }

  @Test
  void oneWayToCheckMustBeChosenAndOneAlone() {
    assertThat(run("tenants", "baseline", "4", "--release", "r").exitCode()).isEqualTo(1);
    assertThat(
            run("tenants", "baseline", "4", "--release", "r", "--like", "x", "--unchecked")
                .exitCode())
        .isEqualTo(1);
  }

  @Test
  void uncheckedIsSaidToTheCoordinatorAndJsonHoldsTheAnswers() {
    answers(
        "baselines",
        "s-abc",
        "baseline",
        answered("acme", "{\"serverMajor\":18,\"version\":\"4\",\"result\":\"baselined\"}"));

    Cli.Result result = run("tenants", "baseline", "4", "--release", "r", "--unchecked", "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("{").contains("\"baselined\"", "\"differences\"");
    assertThat(coordinator.request("POST /api/baselines").body())
        .contains("\"unchecked\":true")
        .doesNotContain("fingerprint");
  }
}
