package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.TempFolders;
import dev.skein.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Many schemas in one database, by the steps that the chapter gives. */
class SharedDatabaseE2E {
  private static final String DATABASE = "shop" + ProcessHandle.current().pid();

  private static final String TENANTS =
      """
      id,shard,database,schema,labels
      DB-shared,main-1,DB,public,stands-for=database
      DB-acme,main-1,DB,acme,app=DB
      DB-globex,main-1,DB,globex,app=DB
      """
          .replace("DB", DATABASE);

  private final TestPlatform platform = TestPlatform.shared();

  private Command.Run skein(String... args) {
    return new Command(platform).run(args);
  }

  private void done(String... args) {
    Command.Run run = skein(args);
    assertThat(run.code()).as(run.text()).isZero();
  }

  private static String name(String what) {
    return what + "-" + DATABASE;
  }

  private static String rollout(Command.Run started) {
    return Pattern.compile("\\br[0-9]+-[a-z0-9]+\\b")
        .matcher(started.text())
        .results()
        .findFirst()
        .orElseThrow()
        .group();
  }

  @Test
  void whatTenantsShareRunsOnceAtTheTenantThatStandsForTheDatabaseAndIsRefusedElsewhere()
      throws IOException {
    TestPostgres.shared().run("postgres", "create database " + DATABASE);
    TestPostgres.shared().run(DATABASE, "create schema acme; create schema globex");
    Path tenants = TempFolders.create("tenants").resolve("tenants.csv");
    Files.writeString(tenants, TENANTS);
    done("tenants", "import", tenants.toString());

    String extension = "create extension citext schema public;";
    TestRelease app =
        TestRelease.versions(1).version(2, "create table person (email public.citext);");
    Path together = TestRelease.versions(1).version(2, extension).folder();
    done("publish", together.toString(), "--name", name("together"));
    Command.Run plan = skein("plan", name("together"), "--label", "app=" + DATABASE);
    assertThat(plan.code()).isEqualTo(2);
    assertThat(plan.text()).contains("but got CREATE EXTENSION");
    Command.Run refused =
        skein(
            "rollout",
            "start",
            name("together"),
            "--label",
            "app=" + DATABASE,
            "--wait",
            "--reason",
            "to see it refused");
    assertThat(refused.code()).as(refused.text()).isEqualTo(2);
    assertThat(Fleet.one(DATABASE, "select count(*) from pg_extension where extname = 'citext'"))
        .isEqualTo("0");
    assertThat(Fleet.one(DATABASE, "select to_regclass('acme.ledger')::text")).isEqualTo("null");
    done("rollout", "abort", rollout(refused), "--reason", "seen");

    Path prelude = new TestRelease().file("V1__citext.sql", extension).folder();
    done("publish", prelude.toString(), "--name", name("shared"));
    done(
        "rollout",
        "start",
        name("shared"),
        "--label",
        "stands-for=database",
        "--wait",
        "--reason",
        "prelude");
    done("publish", app.folder().toString(), "--name", name("app"));
    done(
        "rollout",
        "start",
        name("app"),
        "--label",
        "app=" + DATABASE,
        "--wait",
        "--reason",
        "as usual");

    for (String schema : new String[] {"acme", "globex"}) {
      assertThat(Fleet.one(DATABASE, "select count(*) from %s.ledger".formatted(schema)))
          .isEqualTo("2");
    }
  }
}
