package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.testkit.TestPostgres;
import dev.skein.testkit.TestReplica;
import dev.skein.testkit.TestReplica.Replay;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A tenant whose server has a replica, near or far behind. */
class ReplicaLagIT {
  static final Duration LIMIT = Duration.ofMillis(500);
  private static final PreparedRelease ONE = Releases.ledger(1);
  private static final PreparedRelease TWO = Releases.ledger(2);

  /** Gives up soon what it waits for. */
  static final TenantEngine HASTY =
      new TenantEngine(
          new EngineSettings(
              Duration.ofSeconds(5),
              Duration.ofMillis(50),
              Duration.ofMillis(10),
              Duration.ofSeconds(60),
              Duration.ofSeconds(1),
              Duration.ofMillis(500)));

  private final TestTenant tenant = PostgresServer.get().newDatabase();
  private final String name = "replica-of-" + tenant.database();

  static MigrationRequest request(
      TestTenant tenant, PreparedRelease release, @Nullable Duration limit) {
    return tenant.request(release, 1, Map.of(), false, limit, null);
  }

  private TestReplica replica(Replay replay) throws SQLException {
    return new TestReplica(TestPostgres.shared(), name, replay);
  }

  private Outcome migrate(PreparedRelease release) {
    return HASTY.migrate(request(tenant, release, LIMIT), MigrationListener.none());
  }

  @Test
  void nothingIsAppliedWhileAReplicaIsTooFarBehind() throws Exception {
    tenant.migrate(ONE);
    try (TestReplica replica = replica(Replay.KEEPS_UP)) {
      replica.fallBehind(LIMIT);

      assertThat(migrate(TWO))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
                assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
                assertThat(failed.partial()).isFalse();
                assertThat(failed.message())
                    .matches(
                        "expected replicas at most 0\\.5 s behind but "
                            + name
                            + " is [0-9.]+ s behind, by \\d+ kB of WAL; nothing was applied: try"
                            + " again when it has caught up");
              });
      assertThat(tenant.ledger()).containsExactly("1");
      assertThat(tenant.history()).containsExactly("1");
    }
    assertThat(migrate(TWO)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void theFirstScriptWaitsUntilTheReplicaHasCaughtUp() throws Exception {
    tenant.migrate(ONE);
    try (TestReplica replica = replica(Replay.KEEPS_UP)) {
      replica.fallBehind(LIMIT);
      Running running = Running.start(tenant, request(tenant, TWO, LIMIT));
      awaitLook(running);
      assertThat(tenant.ledger()).containsExactly("1");

      replica.catchUp();

      assertThat(running.outcome()).isInstanceOf(Outcome.Applied.class);
      assertThat(tenant.ledger()).containsExactly("1", "2");
    }
  }

  private void awaitLook(Running running) throws Exception {
    int pid = running.pid();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                tenant.is(
                    "exists (select from pg_stat_activity where pid = %d and state = 'idle'"
                            .formatted(pid)
                        + " and query like '%pg_stat_replication%')"));
  }

  /** By the second time that it waits for the lock: another look would keep it from there. */
  @Test
  void anAttemptThatHasBegunIsNotHeldByAReplica() throws Exception {
    tenant.migrate(ONE);
    try (TestReplica replica = replica(Replay.KEEPS_UP);
        var holder = tenant.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table ledger in access exclusive mode");
      Running running = Running.start(tenant, request(tenant, TWO, LIMIT)).awaitLock();
      String first = waitingSince();
      replica.fallBehind(LIMIT);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(this::waitingSince, since -> !since.isEmpty() && !since.equals(first));
      holder.rollback();

      assertThat(running.outcome()).isInstanceOf(Outcome.Applied.class);
    }
  }

  /** Empty while nobody waits for a lock of the tenant's. */
  private String waitingSince() throws SQLException {
    return String.join(
        "",
        tenant.query(
            "select query_start from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database()"));
  }

  @Test
  void oneThatKeepsUpHoldsNobody() throws Exception {
    try (TestReplica replica = replica(Replay.KEEPS_UP)) {
      replica.fallBehind(LIMIT);
      replica.catchUp();

      assertThat(TestTenant.ENGINE.migrate(request(tenant, TWO, LIMIT), MigrationListener.none()))
          .isInstanceOf(Outcome.Applied.class);
    }
  }

  /** Its server measures a lag that grows for ever, of a replay that never comes. */
  @Test
  void aReceiverThatOnlyStoresWalHoldsNobody() throws Exception {
    try (TestReplica receiver = replica(Replay.NEVER_IS)) {
      receiver.fallBehind(LIMIT);

      assertThat(migrate(TWO)).isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void withoutALimitNobodyAsks() throws Exception {
    try (TestReplica replica = replica(Replay.KEEPS_UP)) {
      replica.fallBehind(LIMIT);

      assertThat(HASTY.migrate(request(tenant, TWO, null), MigrationListener.none()))
          .isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void aTenantThatIsCurrentWaitsForNoReplica() throws Exception {
    tenant.migrate(TWO);
    try (TestReplica replica = replica(Replay.KEEPS_UP)) {
      replica.fallBehind(LIMIT);

      assertThat(migrate(TWO)).isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("2")));
    }
  }

  @Test
  void aLimitIsAboveZero() {
    assertThatThrownBy(() -> request(tenant, TWO, Duration.ZERO))
        .hasMessage("expected a positive replicaLag but got PT0S");
  }
}
