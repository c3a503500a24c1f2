package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {
  private static final String RELEASES = "POST /api/releases";
  private static final String ROLLOUTS = "POST /api/rollouts";
  private static final String RELEASE =
      "{\"digest\":\"%s\",\"name\":\"2026.11.3\",\"head\":\"7\",\"scripts\":12,\"bytes\":99}"
          .formatted(Statuses.DIGEST);

  @TempDir private Path folder;
  private FakeCoordinator coordinator;

  @BeforeEach
  void start() throws IOException {
    coordinator = new FakeCoordinator();
    Files.writeString(folder.resolve("V7__seven.sql"), "select 7");
  }

  @AfterEach
  void stop() {
    coordinator.close();
  }

  private Cli.Result publish(String... more) {
    String[] args = new String[4 + more.length];
    System.arraycopy(
        new String[] {"publish", folder.toString(), "--name", "2026.11.3"}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return new Cli().at(coordinator).run(args);
  }

  @Test
  void tellsANewReleaseFromOneThatWasThere() {
    coordinator.on(RELEASES, 201, RELEASE).on(RELEASES, 200, RELEASE);
    assertThat(publish().out())
        .isEqualTo("published 2026.11.3 (sha256:0123456789ab) 12 scripts, head 7\n");
    assertThat(publish().out())
        .isEqualTo("already published 2026.11.3 (sha256:0123456789ab) 12 scripts, head 7\n");
    assertThat(coordinator.request(RELEASES).contentType()).isEqualTo("application/zip");
    assertThat(coordinator.request(RELEASES).body()).startsWith("PK");
  }

  @Test
  void showsEveryProblemOfTheFolderAndSendsNothing() throws IOException {
    Files.writeString(folder.resolve("V7_1__a.sql"), "select 1");
    Files.writeString(folder.resolve("V7.1__b.sql"), "select 1");
    Files.writeString(folder.resolve("run.sh"), "true");
    Cli.Result result = publish();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("run.sh").contains("7.1").doesNotContain("\tat ");
    assertThat(result.err().lines()).hasSizeGreaterThan(1).allMatch(it -> it.startsWith("skein: "));
    assertThat(coordinator.asked()).isEmpty();
  }

  @Test
  void rollsOutAndWaits(@TempDir Path elsewhere) throws IOException {
    Path policy = Files.writeString(elsewhere.resolve("canary.yaml"), "canary: {count: 3}\n");
    coordinator
        .on(RELEASES, 201, RELEASE)
        .on(ROLLOUTS, 201, "{\"id\":\"r7-kqzt\"}")
        .on("GET /api/rollouts/r7-kqzt", 200, Statuses.completed());
    Cli.Result result =
        publish(
            "--rollout",
            policy.toString(),
            "--wait",
            "--tenants",
            "a,b",
            "--label",
            "tier=gold",
            "--placeholder",
            "x=1=2",
            "--environment",
            "test");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("started rollout r7-kqzt")
        .endsWith("COMPLETED: 60 tenants, 60 succeeded, 0 failed in 4.2 s\n");
    assertThat(coordinator.request(ROLLOUTS).body())
        .contains("\"policy\":\"canary: {count: 3}\\n\"")
        .contains("\"tenants\":[\"a\",\"b\"]")
        .contains("\"labels\":{\"tier\":\"gold\"}")
        .contains("\"placeholders\":{\"x\":\"1=2\"}")
        .contains("\"environment\":\"test\"");
  }

  @Test
  void joinsALiveRolloutOfTheSameRelease() {
    coordinator
        .on(RELEASES, 200, RELEASE)
        .on(ROLLOUTS, 409, "{\"detail\":\"held\",\"rollout\":\"r7-kqzt\"}")
        .on("GET /api/rollouts/r7-kqzt", 200, Statuses.completed());
    Cli.Result result = publish("--wait");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("r7-kqzt of the same release is under way already");
    assertThat(coordinator.request(ROLLOUTS).body()).doesNotContain("policy");
  }

  @Test
  void isRefusedWhereAnotherReleaseHoldsTheTenants() {
    coordinator
        .on(RELEASES, 200, RELEASE.replace("0123456789ab", "ffffffffffff"))
        .on(ROLLOUTS, 409, "{\"detail\":\"acme is held by r7-kqzt\",\"rollout\":\"r7-kqzt\"}")
        .on("GET /api/rollouts/r7-kqzt", 200, Statuses.running());
    Cli.Result result = publish("--wait");
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err())
        .contains("skein: acme is held by r7-kqzt")
        .contains("skein rollout watch r7-kqzt");
  }

  @Test
  void printsOneJsonObjectInCi() {
    coordinator
        .on(RELEASES, 201, RELEASE)
        .on(ROLLOUTS, 201, "{\"id\":\"r7-kqzt\"}")
        .on("GET /api/rollouts/r7-kqzt", 200, Statuses.failed("ABORTED", "wrong"));
    Cli.Result result = publish("--wait", "--json");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out().strip()).startsWith("{").endsWith("}").contains("\"ABORTED\"");
  }

  @Test
  void checksTheFolderAloneInADryRun() {
    Cli.Result result = publish("--dry-run");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("would publish 2026.11.3 (sha256:").endsWith("head 7\n");
    assertThat(coordinator.asked()).isEmpty();
  }

  @Test
  void refusesToSelectTenantsForNothing() {
    Cli.Result result = publish("--tenants", "acme");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("expected --rollout or --wait");
  }

  @Test
  void namesAPolicyFileThatIsMissing() {
    Cli.Result result = publish("--rollout", "/nonexistent/canary.yaml");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("/nonexistent/canary.yaml: there is no such file");
    assertThat(coordinator.asked()).isEmpty();
  }
}
