package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room for what a script writes; a real one, and really full. */
class DiskFullIT {
  private static final PreparedRelease BIG =
      Releases.release(
          "V1__step_1.sql",
          Releases.LEDGER,
          "V2__big.sql",
          """
          insert into ledger values (2);
          alter table ledger add note text;
          create table big as
            select repeat(md5(n::text), 30) as text from generate_series(1, 20000) as n;
          """);

  @TempDir private Path folder;

  @Test
  void of_a_tenant_leaves_nothing_of_the_script_and_other_tenants_alone() throws Exception {
    try (SmallDisk disk = SmallDisk.empty(folder, 48)) {
      PostgresServer server = PostgresServer.of(disk.server());
      TestTenant tenant = tenantOn(disk, server);
      TestTenant other = server.newDatabase();
      tenant.migrate(Releases.ledger(1));
      other.migrate(Releases.ledger(1));
      disk.fill();

      assertThat(failed(tenant, BIG, "V2__big.sql").sqlState()).isEqualTo("53100");
      assertAsBefore(tenant);
      assertThat(other.migrate(BIG)).isInstanceOf(Outcome.Applied.class);
      assertThat(other.ledger()).containsExactly("1", "2");

      disk.makeRoom();
      assertThat(tenant.migrate(BIG, 2))
          .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("2"), 1));
      assertAtTheHead(tenant);
    }
  }

  @Test
  void under_a_concurrent_index_leaves_none_for_good_and_a_rerun_builds_it() throws Exception {
    String wide =
        "create table wide as select n, repeat(md5(n::text), 30) as text"
            + " from generate_series(1, 20000) as n;";
    PreparedRelease release =
        Releases.release(
            "V1__wide.sql",
            wide,
            "V2__index.sql",
            "create index concurrently by_text on wide (text)");
    try (SmallDisk disk = SmallDisk.empty(folder, 96)) {
      TestTenant tenant = tenantOn(disk, PostgresServer.of(disk.server()));
      tenant.migrate(Releases.release("V1__wide.sql", wide));
      disk.fill();

      assertThat(failed(tenant, release, "V2__index.sql").sqlState()).isEqualTo("53100");
      assertThat(tenant.history()).containsExactly("1");

      disk.makeRoom();
      assertThat(tenant.migrate(release, 2)).isInstanceOf(Outcome.Applied.class);
      assertThat(tenant.query("select indisvalid from pg_index where indrelid = 'wide'::regclass"))
          .containsExactly("t");
      assertThat(tenant.receipts()).containsExactly("1", "2");
      tenant.stockFlyway(release).validate();
    }
  }

  @Test
  void of_the_log_ends_the_server_and_a_rerun_succeeds_on_one_with_room() throws Exception {
    try (SmallDisk disk = SmallDisk.underLog(folder, 128)) {
      TestTenant tenant = PostgresServer.of(disk.server()).newDatabase();
      tenant.migrate(Releases.ledger(1));
      disk.fill();

      failed(tenant, BIG, "V2__big.sql");
      assertThat(disk.lastWords()).containsPattern("PANIC: .*No space left on device");

      disk.makeRoom();
      disk.startServer();
      assertAsBefore(tenant);
      assertThat(tenant.migrate(BIG, 2))
          .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("2"), 1));
      assertAtTheHead(tenant);
    }
  }

  private static TestTenant tenantOn(SmallDisk disk, PostgresServer server) {
    disk.server().run("postgres", "create tablespace small location '%s'".formatted(disk.place()));
    disk.server().run("postgres", "create database small tablespace small");
    return new TestTenant(server, "small", "public");
  }

  /** In its second script, with nothing of it left, and worth another try. */
  private static Outcome.Failed failed(TestTenant tenant, PreparedRelease release, String script)
      throws Exception {
    Outcome outcome = tenant.migrate(release);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(failed.script()).isEqualTo(script);
    assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
    assertThat(failed.partial()).isFalse();
    return failed;
  }

  private static void assertAsBefore(TestTenant tenant) throws Exception {
    assertThat(tenant.ledger()).containsExactly("1");
    assertThat(tenant.history()).containsExactly("1");
    assertThat(tenant.receipts()).containsExactly("1");
    assertThat(tenant.exists("big")).isFalse();
    assertThat(tenant.describe("ledger")).noneMatch(column -> column.contains("note"));
    tenant.awaitNoBackendButOurs();
    assertThat(tenant.query("select objid from pg_locks where locktype = 'advisory'")).isEmpty();
  }

  private static void assertAtTheHead(TestTenant tenant) throws Exception {
    assertThat(tenant.ledger()).containsExactly("1", "2");
    assertThat(tenant.history()).containsExactly("1", "2");
    assertThat(tenant.receipts()).containsExactly("1", "2");
    assertThat(tenant.query("select count(*) from big")).containsExactly("20000");
    tenant.stockFlyway(BIG).validate();
  }
}
