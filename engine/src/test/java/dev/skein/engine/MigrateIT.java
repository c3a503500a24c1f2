package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import db.callback.StrayCallback;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

class MigrateIT {
  private final TestTenant tenant = PostgresServer.get().newDatabase();

  @Test
  void a_fresh_tenant_gets_every_script_once_with_a_receipt_each() throws Exception {
    PreparedRelease release = Releases.ledger(3);

    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.Applied(null, new SchemaVersion("3"), 3));
    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("3")));

    assertThat(tenant.ledger()).containsExactly("1", "2", "3");
    assertThat(tenant.history()).isEqualTo(List.of("1", "2", "3"));
    assertThat(tenant.receipts()).isEqualTo(List.of("1", "2", "3"));
  }

  @Test
  void stock_flyway_validates_and_shows_nothing_pending_afterwards() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql", Releases.LEDGER,
            "V1.5__with_a_long_description.sql", "select 1;",
            "V2.sql", "select 2;",
            "R__view.sql", "create or replace view v as select '${tenant.id}' as tenant;");

    tenant.migrate(release);

    tenant.stockFlyway(release).validate();
    assertThat(tenant.stockFlyway(release).info().pending()).isEmpty();
    assertThat(tenant.stockFlyway(release).info().applied())
        .extracting(MigrationInfo::getScript)
        .containsExactly(
            "V1__ledger.sql", "V1.5__with_a_long_description.sql", "V2.sql", "R__view.sql");
    assertThat(tenant.stockFlyway(release).migrate().migrationsExecuted).isZero();
  }

  @Test
  void an_attempt_uses_exactly_one_server_process() throws Exception {
    PreparedRelease release = Releases.ledger(3);

    tenant.migrate(release);

    // A session is counted when it ends.
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> tenant.sessions() > 0 && tenant.noBackends());
    assertThat(tenant.sessions()).isEqualTo(1);
  }

  @Test
  void the_receipt_says_which_release_attempt_and_epoch_brought_a_version() throws Exception {
    PreparedRelease release = Releases.ledger(1);
    MigrationRequest request = tenant.request(release, 7);

    TestTenant.ENGINE.migrate(request, MigrationListener.none());

    assertThat(
            tenant.query(
                "select concat_ws('|', version, script, sha256, release_digest, release_name,"
                    + " rollout, attempt, epoch, mode) from skein_receipt"))
        .containsExactly(
            String.join(
                "|",
                "1",
                "V1__step_1.sql",
                release.versioned().getFirst().sha256(),
                release.digest().value(),
                "test",
                "r7-abcd",
                request.attempt().value(),
                Long.toString(new Epoch(0, 7).toLong()),
                "executed"));
    assertThat(tenant.query("select concat_ws('|', tenant, epoch, attempt) from skein_fence"))
        .containsExactly("acme|7|" + request.attempt());
  }

  @Test
  void the_listener_hears_the_server_process_and_every_script() throws Exception {
    List<String> heard = new ArrayList<>();
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void started(int pid) {
            heard.add("started " + (pid > 0));
          }

          @Override
          public void progressed(String script, int done, int total) {
            heard.add(script + " " + done + "/" + total);
          }
        };

    TestTenant.ENGINE.migrate(tenant.request(Releases.ledger(2), 1), listener);

    assertThat(heard)
        .containsExactly(
            "started true", "V1__step_1.sql 0/2", "V1__step_1.sql 1/2", "V2__step_2.sql 2/2");

    heard.clear();
    TestTenant.ENGINE.migrate(tenant.request(Releases.ledger(4), 2), listener);

    assertThat(heard)
        .containsExactly(
            "started true",
            "V3__step_3.sql 0/2",
            "V3__step_3.sql 1/2",
            "V4__step_4.sql 1/2",
            "V4__step_4.sql 2/2");
  }

  @Test
  void a_tenant_with_a_history_of_stock_flyway_goes_on_from_there() throws Exception {
    tenant.stockFlyway(Releases.ledger(2)).migrate();
    PreparedRelease release = Releases.ledger(3);

    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("2"), new SchemaVersion("3"), 1));

    assertThat(tenant.ledger()).containsExactly("1", "2", "3");
    assertThat(tenant.receipts()).containsExactly("3");
    tenant.stockFlyway(release).validate();
  }

  @Test
  void versions_up_to_a_baseline_are_not_run() throws Exception {
    tenant.execute("create table ledger (version int)");
    PreparedRelease release = Releases.ledger(3);
    tenant.stockFlyway(release, "2").baseline();

    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("2"), new SchemaVersion("3"), 1));

    assertThat(tenant.ledger()).containsExactly("3");
    tenant.stockFlyway(release).validate();
  }

  @Test
  void the_history_table_is_the_one_that_stock_flyway_makes() throws Exception {
    TestTenant other = PostgresServer.get().newDatabase();

    tenant.migrate(Releases.ledger(1));
    other.stockFlyway(Releases.ledger(1)).migrate();

    assertThat(tenant.describe("flyway_schema_history"))
        .isEqualTo(other.describe("flyway_schema_history"))
        .hasSizeGreaterThan(12);
  }

  @Test
  void a_repeatable_script_runs_again_when_its_text_for_this_tenant_changes() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER,
            "R__plan.sql",
            "insert into ledger values (100); -- ${label.plan}");
    tenant.migrate(release);

    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.AlreadyCurrent.class);
    MigrationRequest silver =
        new MigrationRequest(
            tenant.id(),
            tenant.address(),
            release,
            Map.of(),
            Map.of("plan", "silver"),
            new Epoch(0, 1),
            null,
            AttemptId.random(),
            Duration.ofSeconds(60));
    assertThat(TestTenant.ENGINE.migrate(silver, MigrationListener.none()))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("1"), 1));

    assertThat(tenant.ledger()).containsExactly("1", "100", "100");
  }

  @Test
  void scripts_see_the_releases_the_rollouts_and_the_tenants_values() throws Exception {
    PreparedRelease release =
        Releases.release(
            "release.yaml",
            "placeholders:\n  color: red\n  size: small\n",
            "V1__values.sql",
            "create table seen as select"
                + " '${color} ${size} ${tenant.id} ${tenant.schema} ${label.plan}' as line;");
    MigrationRequest request =
        new MigrationRequest(
            tenant.id(),
            tenant.address(),
            release,
            Map.of("color", "blue"),
            Map.of("plan", "gold"),
            new Epoch(0, 1),
            null,
            AttemptId.random(),
            Duration.ofSeconds(60));

    TestTenant.ENGINE.migrate(request, MigrationListener.none());

    assertThat(tenant.query("select line from seen"))
        .containsExactly("blue small acme public gold");
  }

  @Test
  void a_class_in_the_package_db_callback_does_not_run_and_does_not_replace_the_guard()
      throws Exception {
    int before = StrayCallback.CALLS.get();

    assertThat(tenant.migrate(Releases.ledger(1))).isInstanceOf(Outcome.Applied.class);

    assertThat(StrayCallback.CALLS).hasValue(before);
    assertThat(tenant.receipts()).containsExactly("1");
  }

  @Test
  void one_transaction_holds_all_scripts_where_the_release_groups_them() throws Exception {
    PreparedRelease release =
        Releases.release(
            "release.yaml", "transactions: group\n",
            "V1__ledger.sql", Releases.LEDGER,
            "V2__bad.sql", "insert into ledger values (2); select 1/0;");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.reached()).isNull());

    assertThat(tenant.history()).isEmpty();
    assertThat(tenant.receipts()).isEmpty();
  }
}
