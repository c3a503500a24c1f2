package dev.skein.engine;

import static dev.skein.engine.BackfillIT.answered;
import static dev.skein.engine.BackfillIT.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.backfill.BackfillProgress;
import dev.skein.testkit.TestPostgres;
import dev.skein.testkit.TestReplica;
import dev.skein.testkit.TestReplica.Replay;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A backfill at a tenant whose server has a replica. */
class BackfillReplicaIT {
  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final PreparedRelease RELEASE =
      Filling.release("batch: 10, max-batch: 10, start-after: 0", Filling.KEYS);

  private static Reading<BackfillProgress> run(TestTenant tenant, Filling filling) {
    return filling.run(ReplicaLagIT.request(tenant, RELEASE, LIMIT));
  }

  @Test
  void noBatchRunsWhileAReplicaIsBehindAndThenItGoesOn() throws Exception {
    TestTenant tenant = Filling.tenant(RELEASE, 50);
    try (TestReplica replica = replica(tenant)) {
      AtomicBoolean held = new AtomicBoolean();
      Filling filling =
          Filling.disturbed(
              turn -> {
                if (turn == 3) {
                  replica.fallBehind(LIMIT);
                }
                if (turn == 6) {
                  held.set(tenant.query("select changed_rows from skein_backfill").contains("20"));
                  replica.catchUp();
                }
              });

      assertThat(answered(run(tenant, filling)).rows()).isEqualTo(50);

      assertThat(held).isTrue();
      assertThat(tenant.query("select distinct n from t")).containsExactly("1");
    }
  }

  /** A worker that stops, or the end of a slice. */
  @Test
  void oneThatWaitsEndsWhereTheGateSaysSo() throws Exception {
    TestTenant tenant = Filling.tenant(RELEASE, 50);
    try (TestReplica replica = replica(tenant)) {
      replica.fallBehind(LIMIT);

      BackfillProgress none = answered(run(tenant, Filling.stoppingAfter(3)));

      assertThat(none.done()).isFalse();
      assertThat(none.rows()).isZero();
    }
  }

  @Test
  void aLoginThatMayNotSeeReplicasIsToldSo() throws Exception {
    TestTenant tenant = Filling.tenant(RELEASE, 50);
    String login = "blind_" + tenant.database();
    tenant.execute(
        "create role %1$s login password 'given'; alter database %2$s owner to %1$s"
            .formatted(login, tenant.database()));
    tenant.execute("alter schema public owner to " + login);
    for (String table : tenant.query("select tablename from pg_tables where schemaname='public'")) {
      tenant.execute("alter table %s owner to %s".formatted(table, login));
    }
    MigrationRequest seeing = ReplicaLagIT.request(tenant, RELEASE, LIMIT);
    MigrationRequest blind =
        new MigrationRequest(
            seeing.tenant(),
            new TenantAddress(
                tenant.server().url(), tenant.database(), "public", login, Secret.of("given")),
            RELEASE,
            seeing.placeholders(),
            seeing.labels(),
            seeing.epoch(),
            seeing.rollout(),
            seeing.attempt(),
            seeing.timeLimit(),
            false,
            LIMIT,
            null);
    try (TestReplica _ = replica(tenant)) {
      assertThat(unanswered(Filling.all().run(blind)))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
                assertThat(failed.message()).endsWith("to %s, then retry".formatted(login));
              });
    }
    assertThat(tenant.query("select count(*) from t where n is not null")).containsExactly("0");
  }

  private static TestReplica replica(TestTenant tenant) throws Exception {
    return new TestReplica(
        TestPostgres.shared(), "replica-of-" + tenant.database(), Replay.KEEPS_UP);
  }
}
