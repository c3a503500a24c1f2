package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.command.FingerprintRule;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.TenantFingerprints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a migration says of the schema that it found, and of the one that it leaves. */
class FingerprintsIT {
  private final TestTenant tenant = PostgresServer.get().newDatabase();
  private final List<TenantFingerprints> told = new ArrayList<>();

  private final MigrationListener listener =
      new MigrationListener() {
        @Override
        public void started(int backendPid) {}

        @Override
        public void progressed(String script, int done, int total) {}

        @Override
        public void fingerprinted(TenantFingerprints fingerprints) {
          told.add(fingerprints);
        }
      };

  private Outcome migrate(FingerprintRule rule, PreparedRelease release) {
    return TestTenant.ENGINE.migrate(tenant.request(release, 1), listener, null, rule);
  }

  /** As a look at the tenant by itself tells it. */
  private Fingerprint inspected() {
    Reading<TenantInspection> reading =
        new TenantReader(TestTenant.QUICK)
            .inspect(
                new InspectionRequest(
                    tenant.id(),
                    tenant.address(),
                    Set.of(InspectTenant.FINGERPRINT),
                    AttemptId.random(),
                    Duration.ofSeconds(30)));
    assertThat(reading).isInstanceOf(Reading.Answered.class);
    return Objects.requireNonNull(
        ((Reading.Answered<TenantInspection>) reading).answer().fingerprint());
  }

  @Test
  void bothEndsAreThoseThatALookTells() throws Exception {
    tenant.migrate(Releases.ledger(1));
    Fingerprint at1 = inspected();

    // By Skein itself, by its own way for indexes, and by Flyway.
    Outcome outcome =
        migrate(
            FingerprintRule.TAKE,
            Releases.release(
                "V1__step_1.sql",
                Releases.LEDGER,
                "V2__table.sql",
                "create table t (id bigint primary key, name text);",
                "V3__index.sql",
                "create index concurrently t_name on t (name);",
                "V4__vacuum.sql",
                "vacuum t;"));

    assertThat(outcome)
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("4"), 3));
    Fingerprint at4 = inspected();
    assertThat(at4).isNotEqualTo(at1);
    assertThat(told)
        .containsExactly(
            new TenantFingerprints(new SchemaVersion("1"), at1, null),
            new TenantFingerprints(new SchemaVersion("1"), at1, at4));
  }

  @Test
  void freshTenantsAreAlikeBeforeAndAfter() {
    migrate(FingerprintRule.TAKE, Releases.ledger(2));
    TenantFingerprints first = told.getLast();
    told.clear();
    TestTenant other = PostgresServer.get().newDatabase();
    TestTenant.ENGINE.migrate(
        other.request(Releases.ledger(2), 1), listener, null, FingerprintRule.TAKE);

    assertThat(told.getLast()).isEqualTo(first);
    assertThat(first.version()).isNull();
    assertThat(first.before()).isNotNull().isNotEqualTo(first.after());
  }

  @Test
  void aFailureTellsWhatWasBefore() {
    Outcome outcome =
        migrate(FingerprintRule.TAKE, Releases.release("V1__wrong.sql", "create tabel t ();"));

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().before()).isNotNull();
    assertThat(told.getFirst().after()).isNull();
  }

  @Test
  void whereNothingIsPendingOnlyTheEndIsTold() {
    tenant.migrate(Releases.ledger(2));

    migrate(FingerprintRule.TAKE, Releases.ledger(2));

    assertThat(told).containsExactly(new TenantFingerprints(null, null, inspected()));
  }

  @Test
  void nothingIsReadWhereNobodyAsked() {
    migrate(FingerprintRule.OFF, Releases.ledger(2));

    assertThat(told).isEmpty();
  }
}
