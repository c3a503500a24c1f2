package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tenants that come to fit what rollouts are aimed at, here a label, after these were frozen. Other
 * tests' tenants have no labels, and so join nothing.
 */
class JoinersE2E {
  private static final String OPEN = "canary: {count: 1}\n";
  private static final String GATED =
      "canary: {count: 1}\nwaves: [{percent: 100, approval: true}]\n";

  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  private Command.Run skein(String... args) {
    return new Command(platform).run(args);
  }

  /** Imports some tenants of the fleet anew, with the label that its rollouts are aimed at. */
  private void join(Fleet fleet, int from, int to) {
    String lines =
        fleet.tenants().subList(from, to).stream()
            .map(
                tenant ->
                    "%s,main-1,%s,public,fleet=%s\n"
                        .formatted(tenant, Fleet.database(tenant), label(fleet)))
            .collect(Collectors.joining());
    byte[] file = ("id,shard,database,schema,labels\n" + lines).getBytes(StandardCharsets.UTF_8);
    client.importTenants("text/csv", file, false);
  }

  private static String label(Fleet fleet) {
    return fleet.tenants().getFirst();
  }

  private String start(ReleaseBundle bundle, Fleet fleet, String policy) {
    client.publish(bundle.toArchive());
    return client.startRollout(
        new RolloutRequest(
            bundle.digest().value(),
            policy,
            List.of(),
            List.of(),
            Map.of("fleet", label(fleet)),
            null,
            Map.of()));
  }

  private void completed(ReleaseBundle bundle, Fleet fleet) {
    String rollout = start(bundle, fleet, OPEN);
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
  }

  private void reaches(String tenant, String version) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> client.tenant(tenant).version(), version::equals);
  }

  /** The only one of a rollout, in that state. */
  private String catchUp(String rollout, String state) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(client.rollout(rollout).catchUps())
                    .singleElement()
                    .satisfies(one -> assertThat(client.rollout(one).state()).isEqualTo(state)));
    return client.rollout(rollout).catchUps().getFirst();
  }

  private static TestRelease third() {
    return TestRelease.versions(2)
        .version(3, "alter table t2 add email text;")
        .file("U3__step.sql", "-- skein: undo, lossless\nalter table t2 drop email;");
  }

  @Test
  void getWhatCompletedAndWhatRunsOnlyOnceThatHasAndTakePartInARollback(@TempDir Path folder)
      throws IOException {
    Fleet fleet = Fleet.create(client, 4, "main-1");
    join(fleet, 0, 2);
    completed(TestRelease.versions(2).bundle(), fleet);

    String after = fleet.tenants().get(2);
    join(fleet, 2, 3);
    reaches(after, "2");

    String rollout = start(third().bundle(), fleet, GATED);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> client.rollout(rollout).waitsFor(), List.of("approval of wave 1")::equals);
    String during = fleet.tenants().get(3);
    join(fleet, 3, 4);
    reaches(during, "2");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> skein("status").text(),
            text ->
                text.contains(
                    "rollout %s was frozen before they came, and has not completed (%s)"
                        .formatted(rollout, during)));

    assertThat(skein("tenants", "show", during).text())
        .contains("not brought up yet, since rollout " + rollout);

    assertThat(skein("rollout", "approve", rollout, "--wave", "1").code()).isZero();
    reaches(during, "3");

    RolloutStatus frozen = client.rollout(rollout);
    assertThat(frozen.state()).isEqualTo("COMPLETED");
    assertThat(frozen.tenants()).isEqualTo(3);
    assertThat(fleet.ledger(during)).isEqualTo("{1=1, 2=1, 3=1}");
    String catchUp = catchUp(rollout, "COMPLETED");
    assertThat(client.rollout(catchUp).catchesUp()).isEqualTo(rollout);
    assertThat(skein("rollout", "status", rollout).text()).contains("caught up by " + catchUp);
    assertThat(skein("rollout", "status", catchUp).text())
        .contains("brings tenants that joined up with rollout " + rollout);
    assertThat(skein("audit", "--rollout", catchUp).text()).contains("skein", "catch-up");
    assertThat(skein("status").text()).doesNotContain("(" + during + ")");

    String open = Files.writeString(folder.resolve("open.yaml"), OPEN).toString();
    assertThat(skein("rollback", rollout, "--policy", open, "--wait").code()).isZero();
    reaches(during, "3.0.1");
    assertThat(fleet.tenants())
        .allSatisfy(
            tenant ->
                assertThat(
                        Fleet.one(
                            Fleet.database(tenant),
                            "select count(*) from information_schema.columns where column_name ="
                                + " 'email'"))
                    .isEqualTo("0"));
  }

  @Test
  void oneThatCannotCatchUpHoldsNothingUp() {
    Fleet fleet = Fleet.create(client, 4, "main-1");
    join(fleet, 0, 2);
    String first = start(TestRelease.versions(2).bundle(), fleet, OPEN);
    assertThat(RolloutWatch.await(client, first).state()).isEqualTo("COMPLETED");
    // Objects but no history: it must be taken on first.
    String odd = fleet.tenants().get(2);
    fleet.run(odd, "create table theirs (id bigint)");
    join(fleet, 2, 3);
    String stuck = catchUp(first, "HALTED");

    join(fleet, 3, 4);
    reaches(fleet.tenants().get(3), "2");
    fleet.run(odd, "drop table theirs");
    completed(third().bundle(), fleet);

    assertThat(client.rollout(stuck).state()).isEqualTo("ABORTED");
    assertThat(fleet.ledger(odd)).isEqualTo("{1=1, 2=1, 3=1}");
  }
}
