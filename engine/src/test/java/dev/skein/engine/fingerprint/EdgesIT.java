package dev.skein.engine.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.catalog.CatalogObject;
import dev.skein.contracts.catalog.Difference;
import dev.skein.contracts.catalog.ObjectKind;
import dev.skein.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stays out of a catalog, and what reading one leaves behind. */
class EdgesIT {
  private final Schemas schemas = Schemas.on(TestPostgres.shared());

  private static List<String> names(Catalog catalog) {
    return catalog.objects().stream()
        .filter(object -> object.kind() != ObjectKind.EXTENSION)
        .map(CatalogObject::toString)
        .toList();
  }

  @Test
  void the_objects_of_flyway_prisma_and_skein_stay_out() {
    schemas.create(
        "a",
        "create table orders (id int)",
        "create table flyway_schema_history (installed_rank int primary key, success bool)",
        "create index flyway_schema_history_s_idx on flyway_schema_history (success)",
        "create table _prisma_migrations (id varchar(36) primary key)",
        "create table skein_receipt (id bigint generated always as identity primary key)",
        "create function skein_probe() returns int language sql as 'select 1'",
        "create table skeins (id int)");

    assertThat(names(schemas.read("a")))
        .containsExactly("table orders", "table skeins", "column orders.id", "column skeins.id");
  }

  @Test
  void an_extension_is_named_with_its_version_and_its_members_stay_out() {
    schemas.create("a", "create table orders (id int)");
    Catalog before = schemas.read("a");

    schemas.run("create extension hstore version '1.4' schema a");
    Catalog old = schemas.read("a");
    schemas.run("alter extension hstore update");
    Catalog updated = schemas.read("a");

    assertThat(CatalogDiff.between(before, old).differences())
        .singleElement()
        .hasToString("extra: extension hstore");
    assertThat(CatalogDiff.between(old, updated).differences())
        .singleElement()
        .isInstanceOfSatisfying(
            Difference.Changed.class,
            changed -> assertThat(changed.expected().definition()).isEqualTo("version 1.4"));
  }

  @Test
  void an_invalid_index_is_told_from_a_valid_one() throws SQLException {
    schemas.create("a", "create table orders (id int)", "insert into orders values (1), (1)");
    try (Connection connection = schemas.server().connect(schemas.database());
        var statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> statement.execute("create unique index concurrently i on a.orders (id)"))
          .hasMessageContaining("could not create unique index");
    }
    schemas.create("b", "create table orders (id int)", "create unique index i on orders (id)");

    assertThat(CatalogDiff.between(schemas.read("b"), schemas.read("a")).differences())
        .singleElement()
        .asString()
        .endsWith("but got \"CREATE UNIQUE INDEX i ON orders USING btree (id) invalid\"");
  }

  @Test
  void a_missing_schema_is_told_from_an_empty_one() throws SQLException {
    schemas.create("empty");
    try (Connection connection = schemas.server().connect(schemas.database())) {
      assertThat(CatalogReader.read(connection, "empty")).isPresent();
      assertThat(CatalogReader.read(connection, "nowhere")).isEmpty();
      assertThat(CatalogReader.read(connection, "\\'; drop schema empty; --")).isEmpty();
      assertThat(CatalogReader.read(connection, "empty")).isPresent();
    }
  }

  @Test
  void reading_leaves_the_session_as_it_was_and_calls_nothing_of_the_tenants() throws Exception {
    schemas.create(
        "a",
        "create table orders (id int)",
        "create function trap(a name, b text) returns bool language plpgsql as"
            + " 'begin raise exception ''called''; end'",
        "create operator = (function = trap, leftarg = name, rightarg = text)",
        "create function format_type(a oid, b int4) returns text language plpgsql as"
            + " 'begin raise exception ''called''; end'");
    try (Connection connection = schemas.server().connect(schemas.database());
        var statement = connection.createStatement()) {
      statement.execute("set search_path to a, public; set timezone to 'Europe/Berlin'");

      assertThat(names(CatalogReader.read(connection, "a").orElseThrow()))
          .contains("column orders.id", "function trap(name, text)");

      try (var row =
          statement.executeQuery(
              "select current_setting('search_path') || ' ' || current_setting('timezone')"
                  + " || ' ' || coalesce(current_setting('skein.schema', true), '')")) {
        row.next();
        assertThat(row.getString(1).strip()).isEqualTo("a, public Europe/Berlin");
      }
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  void the_language_of_messages_and_the_form_of_dates_do_not_matter() throws SQLException {
    schemas.create(
        "a",
        "create table t (at timestamptz default '2026-01-02 03:04:05+00', f float8 default 0.1,"
            + " i interval default '1 day 2 hours', b bytea default '\\x01')");
    Catalog plain = schemas.read("a");
    try (Connection connection = schemas.server().connect(schemas.database());
        var statement = connection.createStatement()) {
      statement.execute(
          "set timezone to 'Asia/Tokyo'; set intervalstyle to iso_8601;"
              + " set bytea_output to escape; set quote_all_identifiers to on;"
              + " set extra_float_digits to -10; set datestyle to 'ISO, DMY'");

      assertThat(CatalogReader.read(connection, "a")).hasValue(plain);
    }
  }

  @Test
  void a_failure_ends_the_transaction() throws SQLException {
    schemas.create("a", "create table orders (id int)");
    try (Connection connection = schemas.server().connect(schemas.database());
        var statement = connection.createStatement()) {
      statement.execute("set statement_timeout to 1");
      assertThatThrownBy(() -> CatalogReader.read(connection, "a"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("timeout");
      statement.execute("set statement_timeout to 0");

      assertThat(CatalogReader.read(connection, "a")).isPresent();
    }
  }
}
