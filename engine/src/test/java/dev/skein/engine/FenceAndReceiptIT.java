package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps an overtaken worker out, and a script from running twice. */
class FenceAndReceiptIT {
  private final TestTenant tenant = PostgresServer.get().newDatabase();

  @ParameterizedTest
  @ValueSource(strings = {"", Releases.COPY})
  void a_fence_that_rises_between_two_scripts_keeps_the_second_out_wholly(String copy)
      throws Exception {
    long later = new Epoch(1, 9).toLong();
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER + "update skein_fence set epoch = " + later + ";",
            "V2__more.sql",
            copy + "create table more (id int);");

    assertThat(tenant.migrate(release, 5))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.STALE_EPOCH);
              assertThat(rejected.fence()).isEqualTo(new Epoch(1, 9));
            });

    assertThat(tenant.exists("more")).isFalse();
    assertThat(tenant.history()).containsExactly("1");
    assertThat(tenant.receipts()).containsExactly("1");
  }

  @Test
  void an_attempt_of_an_older_epoch_is_turned_away_and_one_of_the_same_epoch_is_not()
      throws Exception {
    tenant.migrate(Releases.ledger(1), 5);

    assertThat(tenant.migrate(Releases.ledger(2), 4))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.STALE_EPOCH);
              assertThat(rejected.fence()).isEqualTo(new Epoch(0, 5));
            });
    assertThat(tenant.ledger()).containsExactly("1");
    assertThat(tenant.migrate(Releases.ledger(2), 5)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_database_that_is_stamped_with_another_tenant_is_left_alone() throws Exception {
    tenant.migrate(Releases.ledger(1));
    MigrationRequest request = tenant.request(Releases.ledger(2), 2);
    MigrationRequest other =
        new MigrationRequest(
            new TenantId("globex"),
            request.address(),
            request.release(),
            request.placeholders(),
            request.labels(),
            request.epoch(),
            null,
            request.attempt(),
            request.timeLimit());

    assertThat(TestTenant.ENGINE.migrate(other, MigrationListener.none()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.WRONG_TENANT));
    assertThat(tenant.ledger()).containsExactly("1");
  }

  @Test
  void a_receipt_that_cannot_be_written_takes_the_script_back_with_it() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER,
            "V2__more.sql",
            "create table more (id int);"
                + " alter table skein_receipt add constraint no_two check (version <> '2');");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.sqlState()).isEqualTo("23514");
              assertThat(failed.script()).isEqualTo("V2__more.sql");
              assertThat(failed.constraint()).isEqualTo("no_two");
              assertThat(failed.partial()).isFalse();
            });

    assertThat(tenant.exists("more")).isFalse();
    assertThat(tenant.history()).containsExactly("1");
  }

  @Test
  void a_version_with_a_receipt_never_runs_again_even_when_its_history_row_is_gone()
      throws Exception {
    PreparedRelease release = Releases.ledger(2);
    tenant.migrate(release);
    tenant.execute("delete from flyway_schema_history where version = '2'");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.HALF_APPLIED));
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void the_receipt_also_keeps_a_script_out_that_flyway_would_run() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql", Releases.LEDGER,
            "V2__vacuum.sql", "insert into ledger values (2); vacuum ledger;",
            "V2__vacuum.sql.conf", "executeInTransaction=false\n");
    tenant.migrate(release);
    tenant.execute("delete from flyway_schema_history where version = '2'");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.HALF_APPLIED));
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void a_script_that_commits_for_itself_is_told() throws Exception {
    PreparedRelease release =
        Releases.release("V1__ledger.sql", Releases.LEDGER + "commit; select 1;");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.partial()).isTrue();
              assertThat(failed.message()).contains("COMMIT");
            });
  }

  @Test
  void an_old_script_that_commits_for_itself_runs_on_an_empty_tenant_alone() throws Exception {
    String[] files = {
      "release.yaml", "legacy-through: 2\n",
      "V1__ledger.sql", "begin; " + Releases.LEDGER + "commit;",
      "V2__more.sql", "insert into ledger values (2); commit;"
    };

    assertThat(tenant.migrate(Releases.release(files)))
        .isEqualTo(new Outcome.Applied(null, new SchemaVersion("2"), 2));
    assertThat(tenant.receipts()).containsExactly("1", "2");

    TestTenant other = PostgresServer.get().newDatabase();
    other.migrate(Releases.release(files[2], Releases.LEDGER));
    assertThat(
            other.migrate(
                Releases.release(
                    "release.yaml", files[1], files[2], Releases.LEDGER, files[4], files[5])))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.partial()).isTrue());
  }

  @Test
  void a_success_is_not_claimed_while_the_tables_say_otherwise() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER
                + """
                create function forge() returns trigger language plpgsql as
                  $$ begin new.sha256 := repeat('0', 64); return new; end $$;
                create trigger forge before insert on skein_receipt
                  for each row execute function forge();
                """);

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.message()).startsWith("verification: V1__ledger.sql");
            });
  }

  @Test
  void a_script_whose_receipt_the_tenant_swallows_is_rolled_back() throws Exception {
    tenant.migrate(Releases.release("V1__ledger.sql", Releases.LEDGER));
    tenant.execute(
        """
        create function swallow() returns trigger language plpgsql as
          $$ begin return null; end $$;
        create trigger swallow before insert on skein_receipt
          for each row execute function swallow();
        """);

    assertThat(
            tenant.migrate(
                Releases.release(
                    "V1__ledger.sql", Releases.LEDGER, "V2__one.sql", "create table one ();")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.script()).isEqualTo("V2__one.sql");
              assertThat(failed.message()).startsWith("expected the tenant to take the receipt");
              assertThat(failed.partial()).isFalse();
            });
    assertThat(tenant.query("select to_regclass('one')::text")).containsExactly((String) null);
  }

  @Test
  void a_success_is_seen_behind_the_receipts_of_others() throws Exception {
    tenant.migrate(Releases.release("V1__ledger.sql", Releases.LEDGER));
    tenant.execute(
        """
        create function another() returns trigger language plpgsql as $$
          begin
            insert into skein_receipt (script, sha256, release_digest, release_name, attempt,
                                       epoch, mode)
              values ('other', '', '', '', 'other', 1, 'executed');
            return new;
          end $$;
        create trigger another after insert on skein_receipt
          for each row when (new.attempt <> 'other') execute function another();
        """);

    assertThat(
            tenant.migrate(
                Releases.release(
                    "V1__ledger.sql", Releases.LEDGER, "V2__one.sql", "create table one ();")))
        .isInstanceOf(Outcome.Applied.class);
  }
}
