package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A policy that asks for fingerprints: who drifts by the rollout halts it, who did before not. */
class FingerprintsE2E {
  private static final TestPlatform PLATFORM = TestPlatform.shared();

  private final CoordinatorClient client = PLATFORM.client();

  private static Command.Run skein(String... args) {
    return new Command(PLATFORM).run(args);
  }

  /** A fleet at version 2. */
  private Fleet fleet(int size) {
    Fleet fleet = Fleet.create(client, size, "main-1", "main-2");
    ReleaseBundle bundle = TestRelease.versions(2).bundle();
    client.publish(bundle.toArchive());
    assertThat(end(RolloutRequest.ofRelease(bundle.digest().value()), fleet).state())
        .isEqualTo("COMPLETED");
    return fleet;
  }

  private RolloutStatus end(RolloutRequest request, Fleet fleet) {
    String rollout = client.startRollout(request.onlyTenants(fleet.tenants()));
    return RolloutWatch.await(client, rollout);
  }

  private RolloutRequest request(TestRelease release, String policy) {
    ReleaseBundle bundle = release.bundle();
    client.publish(bundle.toArchive());
    return RolloutRequest.ofRelease(bundle.digest().value()).withPolicy(policy);
  }

  private static String canaryOf(List<String> tenants, String verify) {
    return "canary: {tenants: [%s]}\nverify: {fingerprint: %s}\n"
        .formatted(String.join(", ", tenants), verify);
  }

  @Test
  void aReleaseThatMakesOneTenantOddHaltsInTheCanaryAndSaysWhoAndWhat() {
    Fleet fleet = fleet(6);
    TestRelease release =
        TestRelease.versions(2)
            .version(
                7101,
                """
                create table u (name text);
                do $$ begin
                  if exists (select from t2 where id = 42) then
                    alter table u add column extra text;
                  end if;
                end $$;
                """);
    ReleaseBundle bundle = release.bundle();
    client.publish(bundle.toArchive());
    String policy = "canary: {count: 3}";
    List<String> canary = fleet.canary(bundle, policy, "2");
    // The last one: the others have shown before what most become.
    String odd = canary.getLast();
    String like =
        canary.stream().filter(tenant -> !tenant.equals(odd)).sorted().toList().getFirst();
    fleet.run(odd, "insert into t2 (id) values (42)");

    RolloutStatus status =
        end(RolloutRequest.ofRelease(bundle.digest().value()).withPolicy(policy), fleet);

    assertThat(status.state()).isEqualTo("HALTED");
    assertThat(status.reason())
        .isEqualTo("1 tenant left its cohort: %s, unlike %s".formatted(odd, like));
    assertThat(status.waves().get(0).state()).isEqualTo("FAILED");
    assertThat(fleet.lastToRun(bundle, policy, "2"))
        .hasSize(3)
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1}"));
    String look = "skein drift --tenants %s,%s".formatted(odd, like);
    assertThat(skein("rollout", "status", status.id()).text())
        .contains("fingerprints: 3 taken, 1 left their cohort, 0 odd before, 0 missing", look);
    Command.Run watched = skein("rollout", "watch", status.id());
    assertThat(watched.code()).isEqualTo(2);
    assertThat(watched.text()).contains("halted: 1 tenant left its cohort: " + odd, look);
    JsonNode seen = client.raw("rollouts", status.id()).path("fingerprints");
    assertThat(seen.at("/departures/0/sample/0").asString()).isEqualTo(odd);
    assertThat(seen.at("/departures/0/like").asString()).isEqualTo(like);
    assertThat(seen.at("/departures/0/to").asString()).isEqualTo("7101");
    assertThat(skein("drift", "--tenants", odd + "," + like).text()).contains("column u.extra");

    // A person may let it pass; it is never repaired.
    client.verb(status.id(), "resume", Map.of());
    assertThat(RolloutWatch.await(client, status.id()).state()).isEqualTo("COMPLETED");
    assertThat(fleet.ledger(fleet.tenants().get(5))).contains("7101=1");
  }

  @Test
  void oneThatWasOddBeforeIsListedAndNotHeldAgainstTheRollout() {
    Fleet fleet = fleet(5);
    String odd = fleet.tenants().get(1);
    fleet.run(odd, "create index by_hand on t2 (id, id)");
    assertThat(skein("drift", "--tenants", String.join(",", fleet.tenants())).code()).isEqualTo(5);
    RolloutRequest request =
        request(
            TestRelease.versions(2).version(7102, "create table u (name text);"),
            canaryOf(fleet.tenants().subList(0, 3), "all"));

    JsonNode plan = client.plan(request.onlyTenants(fleet.tenants()));
    assertThat(plan.at("/drifted/sample").valueStream().map(JsonNode::asString)).contains(odd);
    RolloutStatus status = end(request, fleet);

    assertThat(status.state()).as(status.reason()).isEqualTo("COMPLETED");
    assertThat(skein("rollout", "status", status.id()).text())
        .contains("fingerprints: 5 taken, 0 left their cohort, 1 odd before, 0 missing");
    assertThat(
            client.raw("rollouts", status.id()).at("/fingerprints/oddBefore/0/sample/0").asString())
        .isEqualTo(odd);
  }

  @Test
  void whatItWasBeforeTheFirstAttemptCountsHoweverOftenItIsTried() {
    Fleet fleet = fleet(4);
    String odd = fleet.tenants().get(1);
    fleet.run(odd, "create index by_hand on t2 (id, id); create table clash (id int)");
    TestRelease release =
        TestRelease.versions(2)
            .version(7103, "create table u (name text);")
            .version(7104, "create table clash (id bigint);");

    RolloutStatus halted = end(request(release, canaryOf(fleet.tenants(), "canary")), fleet);
    assertThat(halted.state()).isEqualTo("HALTED");
    assertThat(halted.reason()).contains("canary failure");
    fleet.run(odd, "drop table clash");
    client.verb(halted.id(), "retry", Map.of());

    RolloutStatus status = RolloutWatch.await(client, halted.id());
    assertThat(status.state()).as(status.reason()).isEqualTo("COMPLETED");
    JsonNode seen = client.raw("rollouts", status.id()).path("fingerprints");
    assertThat(seen.path("taken").asInt()).isEqualTo(4);
    assertThat(seen.at("/oddBefore/0/sample/0").asString()).isEqualTo(odd);
    assertThat(seen.at("/oddBefore/0/version").asString()).isEqualTo("2");
  }

  @Test
  void aSampleIsTheSameShareEachTimeAndOffAsksNobody() {
    Fleet fleet = fleet(7);

    RolloutStatus sampled =
        end(
            request(
                TestRelease.versions(2).version(7105, "create table u (name text);"),
                canaryOf(fleet.tenants().subList(0, 1), "sample 50%")),
            fleet);
    RolloutStatus off =
        end(
            request(
                TestRelease.versions(2)
                    .version(7105, "create table u (name text);")
                    .version(7106, "create table v (name text);"),
                canaryOf(fleet.tenants().subList(0, 1), "off")),
            fleet);

    assertThat(sampled.state()).isEqualTo("COMPLETED");
    assertThat(client.raw("rollouts", sampled.id()).at("/fingerprints/taken").asInt()).isEqualTo(4);
    assertThat(off.state()).isEqualTo("COMPLETED");
    assertThat(client.raw("rollouts", off.id()).path("fingerprints").isObject()).isFalse();
  }
}
