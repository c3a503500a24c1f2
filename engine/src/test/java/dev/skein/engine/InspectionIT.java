package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.HistoryEntry;
import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a tenant stands. */
class InspectionIT {
  private static final TenantReader READER = new TenantReader(TestTenant.QUICK);
  private static final Set<String> ALL =
      Set.of(InspectTenant.HISTORY, InspectTenant.FINGERPRINT, InspectTenant.CATALOG);

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private Reading<TenantInspection> look(TestTenant at, String id, Set<String> facts) {
    return READER.inspect(
        new InspectionRequest(
            new TenantId(id), at.address(), facts, AttemptId.random(), Duration.ofSeconds(60)));
  }

  private TenantInspection inspect(TestTenant at, Set<String> facts) {
    return ((Reading.Answered<TenantInspection>) look(at, "acme", facts)).answer();
  }

  @Test
  void it_tells_version_server_fingerprint_catalog_and_history() {
    tenant.migrate(Releases.ledger(3));

    TenantInspection inspection = inspect(tenant, ALL);

    assertThat(inspection.version()).isEqualTo(new SchemaVersion("3"));
    assertThat(inspection.server()).startsWith(Integer.toString(inspection.serverMajor()));
    Catalog catalog = Objects.requireNonNull(inspection.catalog());
    assertThat(inspection.fingerprint()).isEqualTo(catalog.fingerprint());
    assertThat(inspection.objects()).isEqualTo(catalog.objects().size()).isPositive();
    assertThat(inspection.history())
        .extracting(HistoryEntry::version)
        .containsExactly("1", "2", "3");
  }

  @Test
  void what_is_not_asked_is_not_told() {
    tenant.migrate(Releases.ledger(1));

    TenantInspection inspection = inspect(tenant, Set.of());

    assertThat(inspection.version()).isEqualTo(new SchemaVersion("1"));
    assertThat(inspection.fingerprint()).isNull();
    assertThat(inspection.catalog()).isNull();
    assertThat(inspection.history()).isNull();
  }

  @Test
  void two_tenants_of_one_release_have_one_fingerprint_and_a_changed_one_another()
      throws Exception {
    TestTenant other = PostgresServer.get().newDatabase();
    tenant.migrate(Releases.ledger(2));
    other.migrate(Releases.ledger(2));
    Set<String> facts = Set.of(InspectTenant.FINGERPRINT);
    assertThat(inspect(other, facts)).isEqualTo(inspect(tenant, facts));

    other.execute("alter table ledger add by_hand text");

    assertThat(inspect(other, facts).fingerprint())
        .isNotEqualTo(inspect(tenant, facts).fingerprint());
  }

  @Test
  void a_tenant_that_was_never_migrated_has_no_version() throws Exception {
    tenant.execute("create table theirs (id int)");

    TenantInspection inspection = inspect(tenant, ALL);

    assertThat(inspection.version()).isNull();
    assertThat(inspection.history()).isEmpty();
    assertThat(inspection.objects()).isPositive();
    assertThat(tenant.exists("skein_fence")).isFalse();
  }

  @Test
  void another_tenants_database_is_not_answered_for() {
    tenant.migrate(Releases.ledger(1));

    assertThat(look(tenant, "globex", ALL))
        .isInstanceOfSatisfying(
            Reading.Unanswered.class,
            unanswered ->
                assertThat(((Outcome.Rejected) unanswered.outcome()).reason())
                    .isEqualTo(RejectionReason.WRONG_TENANT));
  }
}
