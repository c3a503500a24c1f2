package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scripts that are hard to run as Flyway does; see {@link SideBySide}. */
class DifferentialIT {
  private static final String WITNESS =
      "insert into seen select '%s', current_setting('search_path'), current_user, session_user;\n";
  private static final String SEEN =
      "create table seen (who text, path text, role text, session_role text);\n";

  private final SideBySide both = SideBySide.fresh();

  private static Map<String, String> files(String... namesAndTexts) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return files;
  }

  @Test
  void a_script_that_sets_the_search_path_or_the_role_leaves_neither_to_the_next()
      throws Exception {
    String role = "differential_" + both.ours().database();
    both.ours().execute("create role " + role);
    both.prepare("create schema aside");
    assertThat(
            both.migrate(
                files(
                    "V1__seen.sql",
                    SEEN + WITNESS.formatted(1),
                    "V2__dump.sql",
                    "select pg_catalog.set_config('search_path', '', false);\n"
                        + "create table public.dumped (id int);",
                    "V3__after.sql",
                    WITNESS.formatted(3),
                    "V4__role.sql",
                    "grant all on schema public to %1$s; set role %1$s; create table own (id int);"
                        .formatted(role),
                    "V5__after.sql",
                    WITNESS.formatted(5),
                    "V6__path.sql",
                    "set search_path = aside; create table there (id int);",
                    "V7__after.sql",
                    "create table here (id int);\n" + WITNESS.formatted(7),
                    "R__last.sql",
                    WITNESS.formatted("r"))))
        .isTrue();
  }

  @Test
  void a_select_does_all_that_it_does() throws Exception {
    assertThat(
            both.migrate(
                files(
                    "V1__calls.sql",
                    """
                    create table called (n int);
                    create function call(n int) returns int language sql
                      as 'insert into called values (n) returning n';
                    select call(n) from generate_series(1, 500) n;
                    """)))
        .isTrue();
    assertThat(both.ours().query("select count(*) from called")).containsExactly("500");
  }

  @Test
  void bodies_strings_comments_and_line_ends_are_read_as_flyway_reads_them() throws Exception {
    assertThat(
            both.migrate(
                files(
                    "V1__bodies.sql",
                    """
                    -- begin; commit;
                    /* a comment; /* within */ a comment; */
                    create table t (id int, note text default 'a;b', "odd;name" text);
                    create function f() returns trigger language plpgsql as $body$
                    begin
                      new.note := 'it''s; $$ ' || coalesce(new.note, '');
                      return new;
                    end;
                    $body$;
                    create trigger tr before insert on t for each row execute function f();
                    do $$ begin for i in 1..3 loop insert into t (id) values (i); end loop; end $$;
                    create function g(a int) returns int language sql
                      begin atomic select case when a > 1 then 1 else 2 end; select a; end;
                    create rule r as on update to t do also (insert into t values (98); insert into t values (99));
                    insert into t (id, note) values (7, E'back\\\\slash \\'; still');
                    """,
                    "V2__bom.sql",
                    "\uFEFFinsert into t (id) values (20);",
                    "V3__crlf.sql",
                    "insert into t (id)\r\nvalues (30);\r\ncomment on table t is 'x\r\ny';\r\n",
                    "V4__empty.sql",
                    "",
                    "V5__comments.sql",
                    "-- nothing\n/* at all */\n",
                    "V6__größe_übung_中文.sql",
                    "insert into t (id, note) values (60, 'größe');",
                    "V7__no_end.sql",
                    "insert into t (id) values (70)",
                    "V8_1__dotted.sql",
                    "insert into t (id) values (81);",
                    "V972__.sql",
                    "insert into t (id) values (972);")))
        .isTrue();
  }

  @Test
  void long_names_and_large_scripts_are_recorded_as_flyway_records_them() throws Exception {
    StringBuilder large = new StringBuilder("create table big (id int, note text);\n");
    while (large.length() < 1_000_000) {
      large.append("insert into big values (").append(large.length()).append(", '");
      large.append("x".repeat(5_000)).append("');\n");
    }
    assertThat(
            both.migrate(
                files(
                    "V1__large.sql",
                    large.toString(),
                    "V2__" + "long_".repeat(48) + ".sql",
                    "select 1;")))
        .isTrue();
  }

  @Test
  void placeholders_are_the_tenants_and_count_in_repeatables() throws Exception {
    Map<String, String> first =
        files(
            "release.yaml", "placeholders:\n  color: red\n",
            "V1__t.sql",
                "create table t (what text); insert into t values ('${color} ${tenant.id}"
                    + " ${label.plan}');",
            "V2__raw.sql", "insert into t values ('${not_replaced}');",
            "V2__raw.sql.conf", "placeholderReplacement=false\n",
            "R__view.sql",
                "create or replace view v as select '${color}' c, '${tenant.schema}' s,"
                    + " '${flyway:filename}' f;");
    assertThat(both.migrate(first)).isTrue();
    assertThat(both.migrate(first)).isTrue();
    first.put("release.yaml", "placeholders:\n  color: blue\n");
    assertThat(both.migrate(first)).isTrue();
    first.put("V3__missing.sql", "select '${nobody_gave_it}';");
    assertThat(both.migrate(first)).isFalse();
  }

  @Test
  void what_cannot_share_a_transaction_gets_its_own() throws Exception {
    assertThat(
            both.migrate(
                files(
                    "V1__enum.sql", "create type mood as enum ('sad'); create table m (mood mood);",
                    "V2__add.sql", "alter type mood add value 'happy';",
                    "V3__use.sql", "insert into m values ('happy');",
                    "V4__parent.sql",
                        "create table p (id int primary key); create table c (p int references p"
                            + " deferrable initially deferred);",
                    "V5__rows.sql", "insert into c values (1); insert into p values (1);",
                    "V6__alter.sql", "alter table c add column note text;",
                    "V7__index.sql", "create index concurrently on c (p);",
                    "V8__more.sql", "insert into p values (2);")))
        .isTrue();
  }

  @Test
  void data_in_a_script_is_copied() throws Exception {
    assertThat(
            both.migrate(
                files(
                    "V1__t.sql", "create table t (a int, b text);",
                    "V2__copy.sql",
                        """
                        copy t (a, b) from stdin;
                        1\tone
                        2\ttwo; and
                        \\.

                        insert into t values (3);
                        """,
                    "V3__after.sql", "insert into t values (4);")))
        .isTrue();
    assertThat(both.ours().query("select count(*) from t")).containsExactly("4");
  }

  @Test
  void a_failure_leaves_what_came_before_it_and_a_mended_release_goes_on() throws Exception {
    Map<String, String> files =
        files(
            "V1__t.sql", "create table t (id serial primary key); insert into t default values;",
            "V2__u.sql", "create table u (id int);",
            "V3__bad.sql", "insert into t default values;\ninsert into u values ('nonsense');",
            "V4__after.sql", "insert into u values (4);",
            "R__v.sql", "create or replace view v as select * from t;");
    assertThat(both.migrate(files)).isFalse();
    assertThat(both.ours().history()).containsExactly("1", "2");

    files.put("V3__bad.sql", "insert into u values (3);");
    assertThat(both.migrate(files)).isTrue();
  }

  @Test
  void scripts_that_speak_of_the_history_or_of_strings_settings_run_as_flyway_runs_them()
      throws Exception {
    for (TestTenant tenant : List.of(both.ours(), both.theirs())) {
      tenant.execute(
          "alter database %s set standard_conforming_strings = off".formatted(tenant.database()));
    }
    assertThat(
            both.migrate(
                files(
                    "V1__count.sql",
                        "create table counted as select count(*) n from flyway_schema_history;",
                    "V2__backslash.sql", "create table b as select 'a\\nb;' t;",
                    "V3__count.sql",
                        "insert into counted select count(*) from flyway_schema_history;")))
        .isTrue();
  }

  @Test
  void the_examples_come_out_alike() throws Exception {
    Path examples = Path.of("../examples");
    try (Stream<Path> folders = Files.list(examples)) {
      for (Path folder : folders.filter(path -> Files.isDirectory(path.resolve("db"))).toList()) {
        SideBySide pair = SideBySide.fresh();
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> scripts = Files.list(folder.resolve("db"))) {
          scripts.sorted().forEach(path -> files.put(path.getFileName().toString(), read(path)));
        }
        assertThat(pair.migrate(files)).as(folder.toString()).isTrue();
      }
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
