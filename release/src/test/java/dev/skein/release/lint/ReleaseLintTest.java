package dev.skein.release.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.ReleaseBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseLintTest {
  @TempDir private Path folder;

  private List<Finding> lint(String sql) throws IOException {
    return lint("V1__a.sql", sql);
  }

  private List<Finding> lint(String file, String sql) throws IOException {
    Files.writeString(folder.resolve(file), sql);
    return ReleaseLint.check(ReleaseBundle.fromFolder(folder, new ReleaseName("a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 'begin; commit;';",
        "select 'it''s; commit; ';",
        "select E'\\'; commit; ';",
        "select '\\'; select 1; --'; commit;",
        "select \"a;commit;\" from t;",
        "-- x; commit;\nselect 1;",
        "/* a /* b; */ ; commit; */ select 1;",
        "create function f() returns void language plpgsql as $$begin commit; end$$;",
        "create procedure p() language plpgsql as $b$begin $$x$$; commit; end$b$;",
        "create function f() returns int begin atomic select case when true then 1 end; select 2;"
            + " end; select 1;",
        "create rule r as on insert to t do (select 1; commit);",
        "select a$b$; select 1; select c$b$;",
        "copy t (a) from stdin;\ncommit;\n\\.\nselect 1;",
        "copy t from stdin where a in (select b from x);\n1\n\\.\n",
        "copy t from stdin with (format csv);\r\n\\i x\r\n\\.\r\nselect 1;",
        "copy t to stdout;",
        "copy (select 1) to '/tmp/x';",
        "set search_path = app; set local lock_timeout = '1s'; set session timezone = 'UTC';",
        "update t set role = 1;",
        "alter table t add column \"begin\" int;",
        "prepare q as select 1; select ${begin};",
        "select pg_advisory_xact_lock(1); select 'pg_advisory_unlock_all';",
        "do $$ begin perform 1; end $$;",
        "",
        ";;\n-- nothing"
      })
  void leavesGoodScriptsAlone(String sql) throws IOException {
    assertThat(lint(sql)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          create index concurrently i on t (a); select 1;              | concurrent-alone
          select 1; drop index concurrently i;                         | concurrent-alone
          create index concurrently if not exists i on t (a);          | concurrent-if-not-exists
          copy t from program 'curl example.com';                      | copy-program
          copy t to program 'cat';                                     | copy-program
          update skein_fence set epoch = 0;                            | skein-tables
          drop table public."skein_receipt";                           | skein-tables
          delete from flyway_schema_history;                           | skein-tables
          alter table "flyway_schema_history" add x int;               | skein-tables
          insert into flyway_schema_history values (1);                | skein-tables
          reset all;                                                   | role-change
          """)
  void namesWhatAScriptShouldNotDo(String sql, String rule) throws IOException {
    assertThat(lint(sql)).extracting(Finding::rule).containsExactly(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create index concurrently i on t (a);",
        "-- why\ncreate unique index concurrently i on t (a)",
        "create table if not exists t (program int, note text default 'skein_fence');",
        "select count(*) from flyway_schema_history;",
        "insert into seen select version from flyway_schema_history;",
      })
  void leavesWhatOnlyLooksLikeItAlone(String sql) throws IOException {
    assertThat(lint(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin",
        "BEGIN;",
        "start transaction;",
        "commit",
        "End;",
        "rollback to a;",
        "abort;",
        "savepoint a;",
        "release a;",
        "prepare transaction 'x';",
        "/* x */ commit work;",
        "select 1\n;-- ;\ncommit",
        "select '\\'; commit;",
        "select $1; commit; select $1",
        "\uFEFFbegin;",
        "select e'\\\\'; commit;",
        "create function f() begin atomic; end; commit;"
      })
  void findsTransactionControl(String sql) throws IOException {
    assertThat(lint(sql)).extracting(Finding::rule).containsExactly("transaction-control");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set role x;",
        "set local role x",
        "SET SESSION ROLE none",
        "set session authorization x;",
        "set local session authorization default",
        "reset role;",
        "reset session authorization",
        "discard all;",
        "set/**/role x"
      })
  void findsAChangeOfRole(String sql) throws IOException {
    assertThat(lint(sql)).extracting(Finding::rule).containsExactly("role-change");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select pg_advisory_unlock_all();",
        "select 1 from pg_catalog.pg_advisory_unlock_all()",
        "do $x$ begin perform PG_ADVISORY_UNLOCK_ALL(); end $x$;"
      })
  void findsTheLossOfAllLocks(String sql) throws IOException {
    assertThat(lint(sql)).extracting(Finding::rule).containsExactly("advisory-unlock");
  }

  @Test
  void findsACopyWithoutEnd() throws IOException {
    assertThat(lint("select 1;\nCOPY t (a)\nFROM STDIN;\n1\tx\ncommit;\n"))
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "V1__a.sql",
                2,
                "copy-without-end",
                "expected a line \\. after the data of COPY … FROM STDIN but there is none"));
  }

  @Test
  void findsPsqlCommandsByLine() throws IOException {
    assertThat(lint("select 1;\n\n  \\i other.sql\n\\connect x y\nselect 2;"))
        .extracting(Finding::toString)
        .containsExactly(
            "V1__a.sql line 3: expected SQL but got psql's \\i (psql-command)",
            "V1__a.sql line 4: expected SQL but got psql's \\connect (psql-command)");
  }

  @Test
  void sparesVersionsUpToLegacyThroughButNoRepeatable() throws IOException {
    Files.writeString(folder.resolve("release.yaml"), "legacy-through: 2");
    Files.writeString(folder.resolve("V1__a.sql"), "commit;");
    Files.writeString(folder.resolve("V2.0__b.sql"), "commit;");
    Files.writeString(folder.resolve("V3__c.sql"), "select 1;\nselect 2;\n\ncommit;");
    Files.writeString(folder.resolve("U2__b.sql"), "commit;");
    assertThat(lint("R__r.sql", "\ncommit;"))
        .extracting(finding -> finding.script() + ":" + finding.line())
        .containsExactly("V3__c.sql:4", "R__r.sql:2");
  }

  @Test
  void survivesHostileScripts() throws IOException {
    StringBuilder nested = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      nested.append("do $a%d$ ".formatted(i));
    }
    assertThat(lint(nested.toString())).isEmpty();
    assertThat(lint("/*".repeat(500_000))).isEmpty();
    assertThat(lint("(".repeat(500_000) + ";")).isEmpty();
    assertThat(lint("commit;".repeat(500_000))).hasSize(100);
  }
}
