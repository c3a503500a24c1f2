package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.testkit.AtEnd;
import dev.skein.testkit.TempFolders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The world outside hears what happens to rollouts; the documented receiver checks who says so. */
class WebhooksE2E {
  private static final Path RECEIVER = Path.of("..", "examples", "03-webhooks", "Receiver.java");
  private static final String POLICY =
      """
      canary: {count: 1}
      waves: [{percent: 100, approval: true}]
      """;

  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  private Command.Run skein(String... args) {
    return new Command(platform).run(args);
  }

  private static String line(Path log, Predicate<String> wanted) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> Files.readString(log).lines().filter(wanted).findFirst().orElse(""),
            found -> !found.isEmpty());
  }

  private static Path receiver(Path secret) throws IOException {
    Path log = TempFolders.create("receiver").resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                RECEIVER.toString(),
                "0",
                secret.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    AtEnd.close(() -> process.destroyForcibly().waitFor());
    return log;
  }

  private List<JsonNode> received(Path log, String rollout) throws IOException {
    return Files.readString(log)
        .lines()
        .filter(line -> line.startsWith("received "))
        .map(line -> MessageCodec.jsonMapper().readTree(line.substring("received ".length())))
        .filter(body -> body.path("data").path("rollout").asString().equals(rollout))
        .toList();
  }

  private String start(TestRelease release, Fleet fleet) {
    return start(release, fleet, POLICY);
  }

  private String start(TestRelease release, Fleet fleet, String policy) {
    ReleaseBundle bundle = release.bundle();
    client.publish(bundle.toArchive());
    return client.startRollout(
        RolloutRequest.ofRelease(bundle.digest().value())
            .withPolicy(policy)
            .onlyTenants(fleet.tenants()));
  }

  @Test
  void aReceiverHearsARolloutFromItsStartToItsEnd() throws IOException {
    Path secret = TempFolders.create("secret").resolve("whsec");
    Files.writeString(secret, "whsec_c2tlaW4tc2tlaW4tc2tlaW4tc2tlaW4t\n");
    Path log = receiver(secret);
    String url = line(log, line -> line.startsWith("listening on ")).substring(13);
    assertThat(skein("webhooks", "add", "full", url, "--secret-file", secret.toString()).code())
        .isZero();
    Command.Run test = skein("webhooks", "test", "full");
    assertThat(test.text()).isEqualTo("webhook full received it: 204\n");

    Fleet fleet = Fleet.create(client, 3, "main-1");
    String rollout = start(TestRelease.versions(2), fleet);
    line(log, line -> line.contains(rollout) && line.contains("approval_needed"));
    client.verb(rollout, "pause", Map.of("reason", "lunch"));
    client.verb(rollout, "resume", Map.of());
    client.verb(rollout, "approve", Map.of("wave", 1));
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");

    line(log, line -> line.contains(rollout) && line.contains("rollout.completed"));
    List<JsonNode> received = received(log, rollout);
    assertThat(received)
        .extracting(body -> body.path("type").asString())
        .containsExactlyInAnyOrder(
            "rollout.started",
            "rollout.wave_passed",
            "rollout.approval_needed",
            "rollout.paused",
            "rollout.resumed",
            "rollout.wave_passed",
            "rollout.completed");
    JsonNode approval =
        received.stream()
            .filter(body -> body.path("type").asString().endsWith("approval_needed"))
            .findFirst()
            .orElseThrow()
            .path("data");
    assertThat(approval.path("next").asString())
        .isEqualTo("skein rollout approve " + rollout + " --wave 1");
    assertThat(approval.path("tenants").path("succeeded").asInt()).isEqualTo(1);
    assertThat(approval.path("link").asString()).isEqualTo("/api/rollouts/" + rollout);
    assertThat(Files.readString(log)).doesNotContain("refused");
    assertThat(platform.log()).doesNotContain("c2tlaW4tc2tlaW4");
    assertThat(skein("webhooks", "show", "full", "--json").text()).doesNotContain("c2tlaW4");
    assertThat(skein("webhooks", "remove", "full").code()).isZero();
  }

  @Test
  void aWrongSecretIsNoticedByTheReceiver() throws IOException {
    Path secret = TempFolders.create("secret").resolve("whsec");
    Files.writeString(secret, "whsec_b3RoZXItb3RoZXItb3RoZXItb3RoZXIt\n");
    Path log = receiver(secret);
    String url = line(log, line -> line.startsWith("listening on ")).substring(13);
    Command.Run added = skein("webhooks", "add", "wrong", url);
    assertThat(added.text()).contains("its secret, shown this once: whsec_");

    Command.Run test = skein("webhooks", "test", "wrong");

    assertThat(test.code()).isEqualTo(2);
    assertThat(test.text()).contains("webhook wrong did not receive it: answered 401");
    assertThat(skein("webhooks", "remove", "wrong").code()).isZero();
  }

  @Test
  void aHaltSaysItsCauseToAReceiverThatWasAwayAtFirst() throws IOException {
    List<JsonNode> got = new CopyOnWriteArrayList<>();
    int[] asked = {0};
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtEnd.close(() -> server.stop(0));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked[0]++;
            if (asked[0] > 2) {
              got.add(MessageCodec.jsonMapper().readTree(body));
            }
            exchange.sendResponseHeaders(asked[0] > 2 ? 200 : 503, -1);
          }
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    assertThat(skein("webhooks", "add", "halts", url, "--events", "rollout.halted").code())
        .isZero();
    Fleet fleet = Fleet.create(client, 3, "main-1");

    String rollout = start(TestRelease.versions(1).version(2, "select 1/0;"), fleet);

    await().atMost(Duration.ofMinutes(2)).until(() -> !got.isEmpty());
    JsonNode data = got.getFirst().path("data");
    assertThat(data.path("rollout").asString()).isEqualTo(rollout);
    assertThat(data.path("state").asString()).isEqualTo("HALTED");
    assertThat(data.path("causes").path(0).path("sqlState").asString()).isEqualTo("22012");
    assertThat(data.path("causes").path(0).path("cluster").asString())
        .isEqualTo(client.failures(rollout).getFirst().id());
    assertThat(asked[0]).isEqualTo(3);
    assertThat(skein("webhooks", "deliveries", "halts").text()).contains("delivered");
    client.abort(rollout, "end of the test");
    assertThat(skein("webhooks", "remove", "halts").code()).isZero();
  }

  @Test
  void aRollbackIsToldOfAsSuch() {
    // Nobody listens there: what would be told is on record.
    assertThat(skein("webhooks", "add", "back", "http://127.0.0.1:1/").code()).isZero();
    Fleet fleet = Fleet.create(client, 2, "main-1");
    String before = start(TestRelease.versions(1), fleet, "canary: {count: 1}");
    assertThat(RolloutWatch.await(client, before).state()).isEqualTo("COMPLETED");
    TestRelease release =
        TestRelease.versions(2)
            .file("U2__step.sql", "drop table t2;\ndelete from ledger where version = '2';");
    String rollout = start(release, fleet, "canary: {count: 1}");
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");

    Command.Run back = skein("rollback", rollout, "--accept-loss", "--wait");

    assertThat(back.code()).as(back.text()).isZero();
    List<JsonNode> told =
        client.rawPage(new Query(), null, 1000, "webhooks", "back", "deliveries").items();
    assertThat(told)
        .filteredOn(one -> one.path("rollout").asString().equals(rollout))
        .extracting(one -> one.path("type").asString())
        .containsExactly(
            "rollout.rolled_back",
            "rollout.rollback_started",
            "rollout.completed",
            "rollout.wave_passed",
            "rollout.wave_passed",
            "rollout.started");
    assertThat(skein("webhooks", "remove", "back").code()).isZero();
  }

  @Test
  void badInputIsRefusedWithItsReason() {
    assertThat(skein("webhooks", "add", "x", "http://192.0.2.1/").text())
        .contains("expected https but got http to 192.0.2.1");
    assertThat(skein("webhooks", "add", "X!", "https://example.com/").text())
        .contains("expected a name of lower-case letters, digits and hyphens but got \"X!\"");
    assertThat(skein("webhooks", "add", "x", "https://example.com/", "--events", "wedding").text())
        .contains("expected an event among rollout.started", "but got \"wedding\"");
    assertThat(skein("webhooks", "show", "nobody").text())
        .contains("expected a known webhook but got \"nobody\"");

    assertThat(skein("webhooks", "add", "twice", "https://example.com/a").code()).isZero();
    Command.Run again = skein("webhooks", "add", "twice", "https://example.com/a");
    assertThat(again.code()).isZero();
    assertThat(again.text()).doesNotContain("whsec_");
    Command.Run other = skein("webhooks", "add", "twice", "https://example.com/b");
    assertThat(other.code()).isEqualTo(4);
    assertThat(other.text()).contains("expected a name that is free but \"twice\" is another");
    assertThat(skein("webhooks", "disable", "twice").code()).isZero();
    Command.Run redelivery = skein("webhooks", "redeliver", "twice", "--failed");
    assertThat(redelivery.code()).isEqualTo(4);
    HttpResponse<String> problem =
        platform
            .http()
            .post(
                "/api/webhooks/twice/redeliver",
                "application/json",
                "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(problem.statusCode()).isEqualTo(422);
    assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(skein("webhooks", "remove", "twice").code()).isZero();
  }
}
