package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoneGrammarTest {

  private static void assertRead(String sql, LoneStatement expected) {
    assertThat(LoneGrammar.read(sql)).isEqualTo(Optional.of(expected));
  }

  @Test
  void what_is_built_removed_or_run_again_is_told_by_its_names() {
    assertRead(
        "create unique index concurrently \"A \"\"b\" on only s.t using gin (a)",
        LoneStatement.createsIndex("\"A \"\"b\"", "s.t"));
    assertRead(
        "DROP /* a /* nested */ one */ INDEX CONCURRENTLY IF EXISTS \"s\" . i CASCADE;",
        LoneStatement.dropsIndex("\"s\".i"));
    assertRead("reindex index concurrently i", LoneStatement.reindexesIndex("i"));
    assertRead("reindex(concurrently)table s.t", LoneStatement.reindexesTable("s.t"));
    assertRead(
        "reindex (verbose, concurrently true, tablespace fast) index i",
        LoneStatement.reindexesIndex("i"));
    assertRead("reindex schema s", LoneStatement.reindexesSchema("s"));
    assertRead("reindex schema concurrently s", LoneStatement.reindexesSchema("s"));
    assertRead("reindex database d", LoneStatement.reindexesDatabase());
    assertRead("reindex (concurrently) database", LoneStatement.reindexesDatabase());
    assertRead("reindex system;", LoneStatement.reindexesDatabase());
    assertRead(
        "-- why\nalter table if exists only m detach partition s.p concurrently",
        LoneStatement.detaches("s.p", "m"));
    assertRead("vacuum (full, analyze) t (a, b)", LoneStatement.vacuums());
    assertRead("vacuum", LoneStatement.vacuums());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-- only words",
        "create index i on t (concurrently)",
        "create index concurrently if not exists i on t (a)",
        "create index concurrently on t (a)",
        "drop index i",
        "drop index concurrently a, b",
        "reindex table t",
        "reindex (concurrently false) table t",
        "reindex (concurrently off, verbose) index i",
        "reindex database a b",
        "reindex schema",
        "alter table m detach partition p",
        "alter table m detach partition p finalize",
        "alter table m add column concurrently int",
        "alter table m detach partition p concurrently, add column a int",
        "alter type mood add value 'great'",
        "select 'vacuum'",
        "\"vacuum\"",
        "drop index concurrently U&\"a\"",
      })
  void others_are_not_known(String sql) {
    assertThat(LoneGrammar.read(sql)).isEmpty();
  }
}
