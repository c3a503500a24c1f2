package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.RolloutStatus.Blocked;
import dev.skein.cli.watch.RolloutWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tenants that may not be changed now: each is passed over, told of, and sent when it may be. */
class BlocksE2E {
  private final CoordinatorClient client = TestPlatform.shared().client();

  private String start(Fleet fleet, String policy) {
    var bundle = TestRelease.versions(2).bundle();
    client.publish(bundle.toArchive());
    return client.startRollout(
        RolloutRequest.ofRelease(bundle.digest().value())
            .withPolicy(policy)
            .onlyTenants(fleet.tenants()));
  }

  private int say(String verb, String tenant, Map<String, Object> more) {
    Map<String, Object> body = new java.util.TreeMap<>(more);
    body.put("tenants", List.of(tenant));
    body.put("reason", "a test");
    return client.send(body, "tenants", verb).path("tenants").asInt();
  }

  private JsonNode freeze(Map<String, Object> body) {
    return client.send(body, "freezes");
  }

  private RolloutStatus until(String rollout, Predicate<RolloutStatus> holds) {
    return await().atMost(Duration.ofMinutes(1)).until(() -> client.rollout(rollout), holds);
  }

  private List<String> in(String rollout, String state) {
    return client.rolloutTenants(rollout, state, null, null, 100).items().stream()
        .map(row -> row.tenant())
        .toList();
  }

  /** Every day for an hour; the zone's odd seconds let it open at any instant. */
  private static String windowFrom(Instant opens) {
    Instant start = opens.truncatedTo(ChronoUnit.SECONDS);
    int odd = (int) Math.floorMod(-start.getEpochSecond(), 60L);
    LocalTime local = start.plusSeconds(odd).atZone(ZoneOffset.UTC).toLocalTime();
    return "%s-%s UTC+0000%02d".formatted(local, local.plusHours(1), odd);
  }

  @Test
  void whoIsFrozenPinnedOrOutsideItsWindowIsSentWhenItMayBe() {
    Fleet fleet = Fleet.create(client, 6, "main-1", "main-2");
    Instant later = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    List<String> kept = fleet.tenants().subList(0, 4);
    Instant thaws = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.MILLIS);
    freeze(Map.of("scope", "tenant:" + kept.get(0), "reason", "their own audit", "until", thaws));
    say("pin", kept.get(1), Map.of("version", "1"));
    say("windows", kept.get(2), Map.of("windows", List.of(windowFrom(later))));
    say("quarantine", kept.get(3), Map.of());
    assertThat(say("quarantine", kept.get(3), Map.of())).isZero();

    String rollout =
        start(
            fleet,
            "{canary: {tenants: [%s]}, waves: [{percent: 100}]}"
                .formatted(fleet.tenants().getLast()));
    RolloutStatus waiting = until(rollout, status -> status.counts().well() == 3);

    assertThat(waiting.state()).isEqualTo("RUNNING");
    assertThat(waiting.counts().blocked()).isEqualTo(2);
    assertThat(waiting.counts().excepted()).isEqualTo(1);
    assertThat(waiting.blocked())
        .extracting(Blocked::by, Blocked::sample)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("pin", List.of(kept.get(1))),
            org.assertj.core.groups.Tuple.tuple("window", List.of(kept.get(2))));
    assertThat(waiting.blocked())
        .filteredOn(group -> group.by().equals("window"))
        .extracting(Blocked::until)
        .containsExactly(later);
    assertThat(fleet.ledger(kept.get(0))).isEqualTo("{1=1, 2=1}");
    assertThat(in(rollout, "quarantined")).containsExactly(kept.get(3));
    assertThat(client.tenant(kept.get(1)).status()).isEqualTo("blocked");

    Instant opens = Instant.now().plusSeconds(3);
    say("windows", kept.get(2), Map.of("windows", List.of(windowFrom(opens))));
    until(rollout, status -> status.counts().well() == 4);
    assertThat(Instant.now()).isAfter(opens.truncatedTo(ChronoUnit.SECONDS));
    assertThat(client.rollout(rollout).state()).isEqualTo("RUNNING");
    say("unpin", kept.get(1), Map.of());

    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED_WITH_EXCEPTIONS");
    say("release", kept.get(3), Map.of());
    assertThat(client.verb(rollout, "release", Map.of("tenants", kept.subList(3, 4)))).isEqualTo(1);
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    assertThat(fleet.tenants())
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1}"));
    assertThat(
            client
                .rawPage(new Query().with("subject", "tenant " + kept.get(1)), null, 100, "audit")
                .items())
        .extracting(entry -> entry.path("verb").asString())
        .containsExactly("unpin", "pin");
  }

  @Test
  void aFrozenCanaryOrFleetIsWaitedFor() {
    Fleet fleet = Fleet.create(client, 4, "main-1", "main-2");
    String fleetFreeze =
        freeze(Map.of("scope", "fleet", "reason", "year's end")).path("id").asString();
    String rollout = start(fleet, "{canary: {count: 1}, waves: [{percent: 100}]}");
    try {
      RolloutStatus frozen = until(rollout, status -> !status.attention().isEmpty());
      assertThat(frozen.attention())
          .contains("the fleet is frozen: year's end; skein freeze lift " + fleetFreeze);
      assertThat(in(rollout, "pending")).hasSize(4);
      freeze(
          Map.of(
              "scope",
              "tenant:" + fleet.tenants().get(canary(rollout, fleet)),
              "reason",
              "not yet"));
    } finally {
      client.send(Map.of("reason", "books are closed"), "freezes", fleetFreeze, "lift");
    }

    RolloutStatus canary = until(rollout, status -> status.counts().blocked() == 1);
    assertThat(canary.state()).isEqualTo("RUNNING");
    assertThat(canary.waves())
        .extracting(RolloutStatus.Wave::state)
        .containsExactly("RUNNING", "PENDING");
    assertThat(in(rollout, "pending")).hasSize(3);
    JsonNode standing = client.raw("freezes").path("items");
    String own = standing.path(standing.size() - 1).path("id").asString();
    client.send(Map.of("reason", "now"), "freezes", own, "lift");
    client.send(Map.of("reason", "now"), "freezes", own, "lift");

    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
  }

  private int canary(String rollout, Fleet fleet) {
    return client.rolloutTenants(rollout, null, null, null, 100).items().stream()
        .filter(row -> row.wave() == 0)
        .map(row -> fleet.tenants().indexOf(row.tenant()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thePlanSaysWhoWouldBeKeptAndBadInputIsNamed() {
    Fleet fleet = Fleet.create(client, 2, "main-1");
    String tenant = fleet.tenants().getFirst();
    String window = windowFrom(Instant.now().plus(Duration.ofHours(3)));
    String line =
        "id,shard,database,schema,labels,windows\n%s,main-1,%s,public,,%s\n"
            .formatted(tenant, Fleet.database(tenant), window);
    client.importTenants("text/csv", line.getBytes(StandardCharsets.UTF_8), false);
    assertThat(client.tenant(tenant).windows()).containsExactly(window);
    assertThat(
            client
                .importTenants("text/csv", line.getBytes(StandardCharsets.UTF_8), false)
                .unchanged())
        .isEqualTo(1);
    fleet.register(client);
    assertThat(client.tenant(tenant).windows()).containsExactly(window);

    var bundle = TestRelease.versions(2).bundle();
    client.publish(bundle.toArchive());
    JsonNode plan =
        client.plan(RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
    assertThat(plan.path("blocked").path(0).path("by").asString()).isEqualTo("window");
    assertThat(plan.path("blocked").path(0).path("sample").path(0).asString()).isEqualTo(tenant);

    assertThatThrownBy(
            () -> say("windows", tenant, Map.of("windows", List.of("Mo 25:00-26:00 UTC"))))
        .hasMessageContaining("Mo 25:00-26:00 UTC");
    assertThatThrownBy(() -> say("pin", "nobody", Map.of("version", "1")))
        .hasMessageContaining("expected known tenants but not: nobody");
    assertThatThrownBy(() -> freeze(Map.of("scope", "fleet")))
        .hasMessageContaining("expected a reason");
    assertThatThrownBy(() -> freeze(Map.of("scope", "moon", "reason", "x")))
        .hasMessageContaining("but got \"moon\"");
    assertThatThrownBy(
            () -> freeze(Map.of("scope", "fleet", "reason", "x", "until", Instant.EPOCH)))
        .hasMessageContaining("expected an end in the future");
    assertThatThrownBy(() -> client.send(Map.of(), "freezes", "f999999", "lift"))
        .hasMessageContaining("expected a known freeze but got \"f999999\"");
  }
}
