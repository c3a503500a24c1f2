package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks, as they are typed. */
class WebhooksTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private FakeCoordinator coordinator;

  @TempDir private Path folder;

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
  void addsOneAndShowsTheSecretThatWasMade() {
    coordinator.on(
        "POST /api/webhooks",
        201,
        "{\"name\":\"ops\",\"url\":\"https://ops.example.com/…\",\"secret\":\"" + SECRET + "\"}");

    assertThat(run("webhooks", "add", "ops", "https://ops.example.com/skein").out())
        .isEqualTo(
            """
            webhook ops sends to https://ops.example.com/…
            its secret, shown this once: %s
            next: skein webhooks test ops
            """
                .formatted(SECRET));
    assertThat(coordinator.request("POST /api/webhooks").body())
        .isEqualTo(
            "{\"events\":[],\"format\":\"standard\",\"name\":\"ops\",\"reason\":\"\","
                + "\"url\":\"https://ops.example.com/skein\"}");
  }

  @Test
  void takesSecretsFromFilesAndTheInputAlone() throws IOException {
    coordinator.on(
        "POST /api/webhooks", 201, "{\"name\":\"chat\",\"url\":\"https://chat.example.com/…\"}");
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");

    Cli.Result result =
        new Cli()
            .at(coordinator)
            .input("https://chat.example.com/T1/token\n")
            .run(
                "webhooks",
                "add",
                "chat",
                "--slack",
                "--url-file",
                "-",
                "--secret-file",
                secret.toString(),
                "--events",
                "rollout.halted,rollout.aborted");

    assertThat(result.out()).doesNotContain(SECRET, "token");
    assertThat(coordinator.request("POST /api/webhooks").body())
        .contains(
            "\"events\":[\"rollout.halted\",\"rollout.aborted\"]",
            "\"format\":\"slack\"",
            "\"secret\":\"" + SECRET + "\"",
            "\"url\":\"https://chat.example.com/T1/token\"");
    assertThat(run("webhooks", "add", "chat").err())
        .contains("expected either an URL or --url-file but got none");
    assertThat(run("webhooks", "add", "x", "--url-file", "-", "--secret-file", "-").exitCode())
        .isEqualTo(1);
    assertThat(
            run("webhooks", "add", "x", "https://x.example.com", "--secret-file", "missing").err())
        .contains("cannot read --secret-file missing");
  }

  @Test
  void listsThemWithHowTheyFare() {
    coordinator.on(
        "GET /api/webhooks?limit=1000",
        200,
        """
        {"items":[{"name":"ops","url":"https://ops.example.com/…","events":["rollout.halted"],
        "state":"failing","failingSince":"2026-11-22T08:00:00Z","waiting":2,"delivered":7,
        "failed":0}]}\
        """);

    assertThat(run("webhooks", "list").out())
        .containsPattern("ops +https://ops.example.com/… +rollout.halted +failing +2026-11-22")
        .containsPattern("2 +7 +0");
  }

  @Test
  void aTestSaysWhatBecameOfIt() {
    coordinator
        .on("POST /api/webhooks/ops/test", 200, "{\"id\":\"d12\",\"state\":\"waiting\"}")
        .on("GET /api/webhooks/ops/deliveries/d12", 200, "{\"id\":\"d12\",\"state\":\"waiting\"}")
        .on(
            "GET /api/webhooks/ops/deliveries/d12",
            200,
            "{\"id\":\"d12\",\"state\":\"delivered\",\"status\":204}")
        .on("POST /api/webhooks/bad/test", 200, "{\"id\":\"d13\",\"state\":\"waiting\"}")
        .on(
            "GET /api/webhooks/bad/deliveries/d13",
            200,
            "{\"id\":\"d13\",\"state\":\"failed\",\"error\":\"no connection\"}");

    assertThat(run("webhooks", "test", "ops").out()).isEqualTo("webhook ops received it: 204\n");
    Cli.Result bad = run("webhooks", "test", "bad");
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err())
        .contains("webhook bad did not receive it: no connection")
        .contains("skein webhooks deliveries bad d13");
  }

  @Test
  void showsDeliveriesAndOneWithEveryTry() {
    coordinator
        .on(
            "GET /api/webhooks/ops/deliveries?state=failed&limit=100",
            200,
            """
            {"items":[{"id":"d12","madeAt":"2026-11-22T08:00:00Z","type":"rollout.halted",
            "rollout":"r7-kqzt","state":"failed","tries":9,"status":503,
            "error":"answered 503"}],"next":null}\
            """)
        .on(
            "GET /api/webhooks/ops/deliveries/d12",
            200,
            """
            {"id":"d12","madeAt":"2026-11-22T08:00:00Z","type":"rollout.halted","state":"failed",
            "body":"{\\"type\\":\\"rollout.halted\\"}","log":[{"number":1,
            "at":"2026-11-22T08:00:00Z","tookMillis":37,"error":"no connection"}]}\
            """);

    assertThat(run("webhooks", "deliveries", "ops", "--state", "failed").out())
        .containsPattern("d12 .*rollout.halted +r7-kqzt +failed +9 +answered 503");
    assertThat(run("webhooks", "deliveries", "ops", "d12").out())
        .contains("{\"type\":\"rollout.halted\"}")
        .containsPattern("1 .* 37 ms +no connection");
  }

  @Test
  void sendsAgainOneOrAllThatFailed() {
    coordinator
        .on("POST /api/webhooks/ops/redeliver", 200, "{\"deliveries\":3}")
        .on("POST /api/webhooks/ops/redeliver", 200, "{\"deliveries\":0}");

    assertThat(run("webhooks", "redeliver", "ops", "--failed").out())
        .isEqualTo("sends 3 deliveries again; next: skein webhooks deliveries ops\n");
    assertThat(run("webhooks", "redeliver", "ops", "d12").out())
        .isEqualTo("nothing was left to do\n");
    assertThat(run("webhooks", "redeliver", "ops").err())
        .contains("expected either a delivery or --failed but got none");
  }

  @Test
  void enablesDisablesAndRemoves() {
    for (String verb : new String[] {"enable", "disable", "remove"}) {
      coordinator.on("POST /api/webhooks/ops/" + verb, 200, "{\"name\":\"ops\"}");
      assertThat(run("webhooks", verb, "ops", "--reason", "moved").out())
          .startsWith(verb + "d webhook ops");
      assertThat(coordinator.request("POST /api/webhooks/ops/" + verb).body())
          .isEqualTo("{\"reason\":\"moved\"}");
    }
  }
}
