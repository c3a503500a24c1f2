package dev.skein.engine.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.catalog.CatalogObject;
import dev.skein.contracts.catalog.Difference;
import dev.skein.testkit.OldestPostgres;
import dev.skein.testkit.TestPostgres;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same statements on the oldest server that is supported, and on a new one. */
class TwoMajorsIT {
  private Schemas old;
  private Schemas young;

  @BeforeEach
  void start() {
    assumeTrue(OldestPostgres.shared().isPresent(), "no binaries of PostgreSQL 14 here");
    old = Schemas.on(OldestPostgres.shared().orElseThrow());
    young = Schemas.on(TestPostgres.shared());
    assumeTrue(!young.server().equals(old.server()), "all tests run on the oldest server");
  }

  private void both(String... statements) {
    old.create("a", statements);
    young.create("a", statements);
  }

  @Test
  void fingerprints_of_two_majors_are_never_compared() {
    both("create table t (id int)");

    assertThat(old.read("a").fingerprint().serverMajor()).isEqualTo(14);
    assertThat(old.read("a").fingerprint().isComparableTo(young.read("a").fingerprint())).isFalse();
    assertThat(old.read("a").fingerprint()).isNotEqualTo(young.read("a").fingerprint());
  }

  @Test
  void a_not_null_is_a_constraint_on_new_servers_alone_and_a_columns_property_here()
      throws SQLException {
    both("create table t (id int not null)");
    String constraints = "select count(*) from pg_constraint where conrelid = 'a.t'::regclass";
    boolean listed = young.read("a").serverMajor() >= 18;

    assertThat(old.one(constraints)).isEqualTo("0");
    assertThat(young.one(constraints)).isEqualTo(listed ? "1" : "0");
    assertThat(CatalogDiff.between(old.read("a"), young.read("a")).differences()).isEmpty();
    assertThat(young.read("a").objects())
        .extracting(CatalogObject::toString)
        .contains("column t.id")
        .noneMatch(name -> name.startsWith("constraint"));
  }

  @Test
  void a_view_is_written_otherwise_by_a_new_server() {
    both("create table t (id int)", "create view v as select t.id from t");

    assertThat(CatalogDiff.between(old.read("a"), young.read("a")).differences())
        .singleElement()
        .isInstanceOfSatisfying(
            Difference.Changed.class,
            changed -> {
              assertThat(changed.expected().definition()).contains("SELECT t.id");
              assertThat(changed.found().definition()).contains("SELECT id");
            });
  }

  @Test
  void every_kind_of_object_is_read_on_the_oldest_server_too() {
    RandomSchema schema = new RandomSchema(7);
    old.create("a", schema.inAnyOrder(new Random(1)).toArray(String[]::new));
    old.create("b", schema.inAnyOrder(new Random(2)).toArray(String[]::new));

    Catalog one = old.read("a");

    assertThat(CatalogDiff.between(one, old.read("b")).differences()).isEmpty();
    assertThat(one.fingerprint()).isEqualTo(old.read("b").fingerprint());
  }

  @Test
  void a_not_null_that_was_not_validated_is_told_where_there_are_such() {
    young.create("a", "create table t (id int not null)");
    if (young.read("a").serverMajor() < 18) {
      return;
    }
    young.create("b", "create table t (id int)", "alter table t add not null id not valid");

    assertThat(CatalogDiff.between(young.read("a"), young.read("b")).differences())
        .singleElement()
        .isInstanceOfSatisfying(
            Difference.Changed.class,
            changed ->
                assertThat(changed.found().definition()).isEqualTo("integer not null not valid"));
  }
}
