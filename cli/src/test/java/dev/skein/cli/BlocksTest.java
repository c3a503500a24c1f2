package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Freezes, windows, pins and quarantine, as they are typed. */
class BlocksTest {
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
  void freezesWithAReasonAndAnEnd() {
    coordinator.on("POST /api/freezes", 200, "{\"id\":\"f3\"}");
    Cli.Result result =
        run(
            "freeze",
            "add",
            "--label",
            "tier=gold",
            "--reason",
            "audit",
            "--until",
            "2027-01-07T05:00:00Z");
    assertThat(result.out()).isEqualTo("froze label:tier=gold as f3; next: skein freeze lift f3\n");
    assertThat(coordinator.request("POST /api/freezes").body())
        .isEqualTo(
            "{\"reason\":\"audit\",\"scope\":\"label:tier=gold\",\"until\":\"2027-01-07T05:00:00Z\"}");
    assertThat(run("freeze", "add", "--fleet").err()).contains("--reason");
    assertThat(run("freeze", "add", "--fleet", "--shard", "eu-1", "--reason", "x").exitCode())
        .isEqualTo(1);
    assertThat(run("freeze", "add", "--fleet", "--until", "soon", "--reason", "x").err())
        .contains("expected an end like 36h", "\"soon\"");
  }

  @Test
  void listsAndLifts() {
    coordinator
        .on(
            "GET /api/freezes?all=false&limit=1000",
            200,
            """
            {"items":[{"id":"f3","scope":"fleet","subject":"","reason":"year's end","until":null,
            "madeBy":"operator","madeAt":"2026-11-21T12:00:00Z","liftedAt":null}]}\
            """)
        .on("POST /api/freezes/f3/lift", 200, "{\"id\":\"f3\"}");
    assertThat(run("freeze", "list").out()).contains("f3  fleet  lifted  year's end  operator");
    assertThat(run("freeze", "lift", "f3").out()).isEqualTo("lifted freeze f3\n");
  }

  @Test
  void saysOfTenantsWhenTheyMayBeChanged() {
    coordinator
        .on("POST /api/tenants/windows", 200, "{\"tenants\":2}")
        .on("POST /api/tenants/pin", 200, "{\"tenants\":0}");
    assertThat(
            run("tenants", "window", "set", "acme", "globex", "--window", "Sa,Su 22:00-04:00 UTC")
                .out())
        .isEqualTo("set the windows of 2 tenants\n");
    assertThat(coordinator.request("POST /api/tenants/windows").body())
        .isEqualTo(
            "{\"labels\":{},\"tenants\":[\"acme\",\"globex\"],\"windows\":[\"Sa,Su 22:00-04:00"
                + " UTC\"]}");
    assertThat(
            run("tenants", "pin", "--label", "tier=gold", "--version", "7", "--reason", "x").out())
        .isEqualTo("nothing was left to do\n");
    assertThat(coordinator.request("POST /api/tenants/pin").body())
        .isEqualTo(
            "{\"labels\":{\"tier\":\"gold\"},\"reason\":\"x\",\"tenants\":[],\"version\":\"7\"}");
  }
}
