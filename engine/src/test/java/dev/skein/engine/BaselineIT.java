package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.BaselineResult;
import dev.skein.contracts.answer.TenantBaseline;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.catalog.Difference;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.fingerprint.CatalogReader;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A tenant with objects and no history is taken on at a version. */
class BaselineIT {
  private static final SchemaVersion TWO = new SchemaVersion("2");
  private static final PreparedRelease RELEASE = Releases.ledger(3);

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private static Reading<TenantBaseline> ask(
      TestTenant tenant, SchemaVersion version, @Nullable Fingerprint expected, long epoch) {
    return TestTenant.ENGINE.baseline(
        new BaselineRequest(tenant.request(RELEASE, epoch), version, expected));
  }

  private static TenantBaseline baseline(TestTenant tenant, @Nullable Fingerprint expected) {
    return answer(ask(tenant, TWO, expected, 1));
  }

  private static TenantBaseline answer(Reading<TenantBaseline> reading) {
    assertThat(reading).isInstanceOf(Reading.Answered.class);
    return ((Reading.Answered<TenantBaseline>) reading).answer();
  }

  private static Outcome outcome(Reading<TenantBaseline> reading) {
    assertThat(reading).isInstanceOf(Reading.Unanswered.class);
    return ((Reading.Unanswered<TenantBaseline>) reading).outcome();
  }

  private static RejectionReason refusal(TenantBaseline baseline) {
    assertThat(baseline.result()).isEqualTo(BaselineResult.REFUSED);
    return Objects.requireNonNull(baseline.refusal()).reason();
  }

  private static Fingerprint fingerprint(TestTenant tenant) throws Exception {
    try (Connection connection = tenant.connect()) {
      return CatalogReader.read(connection, tenant.schema()).orElseThrow().fingerprint();
    }
  }

  @Test
  void it_leaves_what_stock_flyways_baseline_leaves_and_both_agree_on_what_is_pending()
      throws Exception {
    SideBySide both = SideBySide.fresh();
    both.prepare("create table ledger (version int not null); insert into ledger values (2)");
    TestTenant ours = both.ours();
    TestTenant theirs = both.theirs();

    assertThat(baseline(ours, fingerprint(theirs)).result()).isEqualTo(BaselineResult.BASELINED);
    theirs.stockFlyway(RELEASE, "2").baseline();

    both.compare();
    assertThat(ours.describe("flyway_schema_history"))
        .isEqualTo(theirs.describe("flyway_schema_history"));
    Flyway stock = ours.stockFlyway(RELEASE, "2");
    stock.baseline();
    both.compare();
    assertThat(Arrays.stream(stock.info().pending()).map(MigrationInfo::getScript))
        .containsExactly("V3__step_3.sql");
    assertThat(ours.migrate(RELEASE, 2))
        .isEqualTo(new Outcome.Applied(TWO, new SchemaVersion("3"), 1));
    theirs.stockFlyway(RELEASE, "2").migrate();
    both.compare();
    assertThat(ours.ledger()).containsExactly("2", "3");
    ours.stockFlyway(RELEASE, "2").validate();
    assertThat(ours.stockFlyway(RELEASE, "2").migrate().migrationsExecuted).isZero();
  }

  @Test
  void each_version_that_is_not_to_run_has_a_receipt_that_says_so() throws Exception {
    tenant.execute("create table ledger (version int)");

    TenantBaseline baseline = baseline(tenant, null);

    assertThat(baseline.version()).isEqualTo(TWO);
    assertThat(baseline.fingerprint()).isNull();
    assertThat(
            tenant.query(
                "select concat_ws(' ', version, script, mode, epoch) from skein_receipt order by"
                    + " 1"))
        .containsExactly("1 V1__step_1.sql baselined 1", "2 V2__step_2.sql baselined 1");
    assertThat(tenant.query("select tenant from skein_fence")).containsExactly("acme");
  }

  @Test
  void a_version_below_all_of_the_release_has_a_receipt_of_its_own() throws Exception {
    tenant.execute("create table theirs (id int)");

    answer(ask(tenant, new SchemaVersion("0.9"), null, 1));

    assertThat(tenant.query("select concat_ws(' ', version, script, mode) from skein_receipt"))
        .containsExactly("0.9 << Flyway Baseline >> baselined");
    assertThat(tenant.migrate(RELEASE)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_schema_that_is_not_as_expected_is_refused_with_what_differs_and_left_as_it_was()
      throws Exception {
    TestTenant reference = PostgresServer.get().newDatabase();
    reference.execute("create table ledger (version int not null)");
    tenant.execute("create table ledger (version int)");

    TenantBaseline refused = baseline(tenant, fingerprint(reference));

    assertThat(refusal(refused)).isEqualTo(RejectionReason.FINGERPRINT_MISMATCH);
    assertThat(refused.fingerprint()).isEqualTo(fingerprint(tenant));
    try (Connection connection = reference.connect()) {
      assertThat(
              CatalogDiff.between(
                      CatalogReader.read(connection, "public").orElseThrow(),
                      Objects.requireNonNull(refused.catalog()))
                  .differences())
          .singleElement()
          .isInstanceOf(Difference.Changed.class);
    }
    assertThat(tenant.exists("flyway_schema_history")).isFalse();
    assertThat(tenant.exists("skein_fence")).isFalse();
  }

  @Test
  void a_fingerprint_of_another_major_says_that_it_cannot_be_compared() throws Exception {
    tenant.execute("create table ledger (version int)");
    Fingerprint own = fingerprint(tenant);

    TenantBaseline refused = baseline(tenant, new Fingerprint(1, 13, own.hash()));

    assertThat(Objects.requireNonNull(refused.refusal()).message())
        .contains("cannot be compared")
        .contains("PostgreSQL " + own.serverMajor());
  }

  @Test
  void asked_again_it_finds_what_it_wrote_also_after_later_migrations() throws Exception {
    tenant.execute("create table ledger (version int)");
    baseline(tenant, null);

    TenantBaseline again = answer(ask(tenant, new SchemaVersion("2.0"), null, 2));
    assertThat(again.result()).isEqualTo(BaselineResult.ALREADY);
    tenant.migrate(RELEASE, 3);

    TenantBaseline later = answer(ask(tenant, TWO, null, 4));
    assertThat(later.result()).isEqualTo(BaselineResult.ALREADY);
    assertThat(later.version()).isEqualTo(new SchemaVersion("3"));
    assertThat(tenant.history()).containsExactly("2", "3");
    assertThat(tenant.receipts()).hasSize(3);
  }

  @Test
  void a_tenant_with_another_history_is_refused() throws Exception {
    tenant.migrate(RELEASE);
    assertThat(refusal(baseline(tenant, null))).isEqualTo(RejectionReason.ALREADY_MANAGED);

    TestTenant other = PostgresServer.get().newDatabase();
    other.execute("create table ledger (version int)");
    other.stockFlyway(RELEASE, "1").baseline();
    assertThat(refusal(baseline(other, null))).isEqualTo(RejectionReason.ALREADY_MANAGED);
    assertThat(other.history()).containsExactly("1");
  }

  @Test
  void a_version_that_the_release_does_not_hold_is_refused() throws Exception {
    tenant.execute("create table ledger (version int)");
    assertThat(refusal(answer(ask(tenant, new SchemaVersion("2.5"), null, 1))))
        .isEqualTo(RejectionReason.MISSING_MIGRATION);
    assertThat(refusal(answer(ask(tenant, new SchemaVersion("4"), null, 1))))
        .isEqualTo(RejectionReason.MISSING_MIGRATION);
  }

  @Test
  void an_empty_schema_is_refused_since_its_versions_would_never_run() throws Exception {
    assertThat(refusal(baseline(tenant, null))).isEqualTo(RejectionReason.FINGERPRINT_MISMATCH);
    assertThat(tenant.exists("flyway_schema_history")).isFalse();
  }

  @Test
  void a_later_attempt_and_another_tenants_stamp_turn_it_away() throws Exception {
    tenant.execute(
        """
        create table skein_fence (only_row boolean primary key default true, tenant text,
          epoch bigint, attempt text, running text, updated_at timestamptz);
        insert into skein_fence values (true, 'acme', 7, 'x')\
        """);
    tenant.execute("create table ledger (version int)");

    assertThat(((Outcome.Rejected) outcome(ask(tenant, TWO, null, 6))).reason())
        .isEqualTo(RejectionReason.STALE_EPOCH);
    tenant.execute("update skein_fence set tenant = 'globex'");
    assertThat(((Outcome.Rejected) outcome(ask(tenant, TWO, null, 8))).reason())
        .isEqualTo(RejectionReason.WRONG_TENANT);
    assertThat(tenant.exists("flyway_schema_history")).isFalse();
  }

  @Test
  void it_is_all_or_nothing() throws Exception {
    tenant.execute("create table ledger (version int); create type skein_receipt as enum ('x')");

    assertThat(outcome(ask(tenant, TWO, null, 1))).isInstanceOf(Outcome.Failed.class);

    assertThat(tenant.exists("flyway_schema_history")).isFalse();
    assertThat(tenant.exists("skein_fence")).isFalse();
  }

  @Test
  void it_waits_for_whoever_migrates() throws Exception {
    tenant.execute("create table ledger (version int)");
    try (Connection other = tenant.connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(%d)".formatted(new TenantTables("public").lockKey()));

      assertThat(((Outcome.Failed) outcome(ask(tenant, TWO, null, 1))).message())
          .contains("another migration holds this tenant's lock");
    }
    assertThat(baseline(tenant, null).result()).isEqualTo(BaselineResult.BASELINED);
  }

  @Test
  void a_schema_of_its_own_in_a_shared_database_is_taken_on_alone() throws Exception {
    tenant.execute("create schema one; create table one.ledger (version int); create schema two");
    TestTenant one = tenant.inSchema("one");

    assertThat(baseline(one, null).result()).isEqualTo(BaselineResult.BASELINED);

    assertThat(one.history()).containsExactly("2");
    assertThat(tenant.inSchema("two").exists("flyway_schema_history")).isFalse();
    assertThat(tenant.exists("flyway_schema_history")).isFalse();
  }
}
