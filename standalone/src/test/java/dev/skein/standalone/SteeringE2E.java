package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.CoordinatorRefusedException;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.TenantProgress;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People at the gates: each verb once, twice, and where it is not allowed. */
class SteeringE2E {
  private static final String GATED =
      """
      canary: {count: 2}
      waves: [{percent: 50, approval: true}, {percent: 100}]
      """;
  private static final String BAKING =
      """
      canary: {count: 2, bake: 1h}
      waves: [{percent: 50, bake: 1h}, {percent: 100}]
      """;

  private final CoordinatorClient client = TestPlatform.shared().client();

  private RolloutRequest request(ReleaseBundle bundle, Fleet fleet, String policy) {
    client.publish(bundle.toArchive());
    return RolloutRequest.ofRelease(bundle.digest().value())
        .withPolicy(policy)
        .onlyTenants(fleet.tenants());
  }

  private RolloutStatus until(String rollout, Predicate<RolloutStatus> holds) {
    return await().atMost(Duration.ofMinutes(1)).until(() -> client.rollout(rollout), holds);
  }

  private static Predicate<RolloutStatus> waves(String... states) {
    return status ->
        status.waves().stream().map(RolloutStatus.Wave::state).toList().equals(List.of(states));
  }

  private List<String> in(String rollout, String state) {
    return client.rolloutTenants(rollout, state, null, null, 100).items().stream()
        .map(TenantProgress::tenant)
        .toList();
  }

  private void refused(String rollout, String verb, Map<String, Object> said, String why) {
    assertThatThrownBy(() -> client.verb(rollout, verb, said))
        .isInstanceOf(CoordinatorRefusedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aPlanIsApprovedStartedAndApprovedAgainAtItsGate() {
    Fleet fleet = Fleet.create(client, 8, "main-1", "main-2");
    RolloutRequest request = request(TestRelease.versions(2).bundle(), fleet, GATED);
    JsonNode plan = client.plan(request);
    assertThat(plan.path("waves"))
        .extracting(wave -> wave.path("tenants").asInt())
        .containsExactly(2, 2, 4);

    String rollout = client.startRollout(request.started(true, false, "the weekly one"));

    RolloutStatus planned = client.rollout(rollout);
    assertThat(planned.state()).isEqualTo("PLANNED");
    assertThat(planned.targetDigest()).isEqualTo(plan.path("targetDigest").asString());
    refused(rollout, "start", Map.of(), "expected APPROVED to start but the rollout is PLANNED");
    refused(
        rollout,
        "approve",
        Map.of("targetDigest", "sha256:0"),
        "expected the frozen set " + planned.targetDigest());
    client.verb(rollout, "approve", Map.of("reason", "seen the plan"));
    assertThat(client.rollout(rollout).state()).isEqualTo("APPROVED");
    assertThat(in(rollout, "pending")).hasSize(8);
    client.verb(rollout, "start", Map.of());
    client.verb(rollout, "start", Map.of());

    until(rollout, waves("PASSED", "PENDING", "PENDING"));
    refused(rollout, "promote", Map.of("wave", 1), "expected wave 1 approved to promote");
    assertThat(in(rollout, "pending")).hasSize(6);
    client.verb(rollout, "approve", Map.of("wave", 1, "reason", "canary is well"));
    client.verb(rollout, "approve", Map.of("wave", 1));

    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    List<JsonNode> audit =
        client
            .rawPage(new Query().with("subject", "rollout " + rollout), null, 100, "audit")
            .items();
    assertThat(audit)
        .extracting(entry -> entry.path("verb").asString())
        .containsExactly(
            "approve", "approve", "promote", "start", "start", "approve", "approve", "start",
            "plan");
    assertThat(audit.getLast().path("reason").asString()).isEqualTo("the weekly one");
    assertThat(audit.getLast().path("who").asString()).isEqualTo("operator");
    assertThat(audit.get(2).path("refused").asBoolean()).isTrue();
    assertThat(audit.get(0).path("outcome").asString()).isEqualTo("nothing was left to do");
  }

  @Test
  void aBakingRolloutIsPausedResumedPromotedAndPromotedInFull() {
    Fleet fleet = Fleet.create(client, 8, "main-1", "main-2");
    String rollout = client.startRollout(request(TestRelease.versions(2).bundle(), fleet, BAKING));

    until(rollout, waves("BAKING", "PENDING", "PENDING"));
    client.verb(rollout, "pause", Map.of("reason", "lunch"));
    client.verb(rollout, "pause", Map.of("reason", "lunch"));
    assertThat(client.rollout(rollout).reason()).isEqualTo("lunch");
    refused(rollout, "promote", Map.of("wave", 1), "but the rollout is PAUSED");
    client.verb(rollout, "resume", Map.of());
    assertThat(client.rollout(rollout).state()).isEqualTo("RUNNING");
    client.verb(rollout, "promote", Map.of("wave", 1));
    client.verb(rollout, "promote", Map.of("wave", 1));
    until(rollout, waves("PASSED", "BAKING", "PENDING"));
    assertThat(in(rollout, "pending")).hasSize(4);
    client.verb(rollout, "promote", Map.of("full", true));

    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    refused(rollout, "abort", Map.of(), "expected a rollout that has not ended to abort");
  }

  @Test
  void aHigherReleaseTakesTheTenantsOver() {
    Fleet fleet = Fleet.create(client, 8, "main-1", "main-2");
    String old = client.startRollout(request(TestRelease.versions(3).bundle(), fleet, GATED));
    until(old, waves("PASSED", "PENDING", "PENDING"));
    RolloutRequest lower = request(TestRelease.versions(2).bundle(), fleet, "{}");
    RolloutRequest higher = request(TestRelease.versions(4).bundle(), fleet, "{}");
    assertThatThrownBy(() -> client.startRollout(lower.started(false, true, "")))
        .hasMessageContaining("expected a release above version 3 to supersede but it ends at 2");
    assertThat(client.rollout(old).state()).isEqualTo("RUNNING");
    assertThatThrownBy(() -> client.startRollout(higher))
        .hasMessageContaining("held by rollout " + old);

    String heir = client.startRollout(higher.started(false, true, "hotfix"));

    assertThat(client.rollout(old).state()).isEqualTo("ABORTED");
    assertThat(client.rollout(old).reason()).isEqualTo("superseded by " + heir);
    assertThat(in(old, "skipped")).hasSize(6);
    assertThat(RolloutWatch.await(client, heir).state()).isEqualTo("COMPLETED");
    assertThat(fleet.tenants())
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, 3=1, 4=1}"));
  }

  @Test
  void oneTenantIsLeftOutAnotherTakenInAgain() {
    Fleet fleet = Fleet.create(client, 8, "main-1", "main-2");
    String rollout = client.startRollout(request(TestRelease.versions(2).bundle(), fleet, GATED));
    until(rollout, waves("PASSED", "PENDING", "PENDING"));
    List<String> pending = in(rollout, "pending");
    Map<String, Object> first = Map.of("tenants", pending.subList(0, 1), "reason", "moves away");
    Map<String, Object> second = Map.of("tenants", pending.subList(1, 2), "reason", "odd data");
    refused(
        rollout,
        "skip",
        Map.of(),
        "expected tenants, a signature or a cluster to skip but got none");
    refused(rollout, "skip", Map.of("tenants", List.of("nobody")), "but it has no \"nobody\"");
    assertThat(client.verb(rollout, "skip", first)).isEqualTo(1);
    assertThat(client.verb(rollout, "skip", first)).isZero();
    assertThat(client.verb(rollout, "quarantine", second)).isEqualTo(1);
    client.verb(rollout, "approve", Map.of());

    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED_WITH_EXCEPTIONS");
    assertThat(fleet.ledger(pending.get(2))).isEqualTo("{1=1, 2=1}");
    assertThat(client.verb(rollout, "release", second)).isEqualTo(1);
    RolloutStatus end = RolloutWatch.await(client, rollout);
    assertThat(end.counts().succeeded()).isEqualTo(7);
    assertThat(end.counts().excepted()).isEqualTo(1);
    client.verb(rollout, "accept", Map.of("reason", "one moved away"));
  }
}
