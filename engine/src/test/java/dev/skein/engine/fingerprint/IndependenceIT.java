package dev.skein.engine.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.catalog.Difference;
import dev.skein.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a fingerprint does not depend on, by random schemas and by example. */
class IndependenceIT {
  private static final TestPostgres SERVER = TestPostgres.shared();
  private static final Schemas SCHEMAS = Schemas.on(SERVER);

  @BeforeAll
  static void makeRoles() {
    SERVER.run("postgres", "create role first_owner; create role \"Second Owner\"");
  }

  @TestFactory
  Stream<DynamicTest> the_same_schema_made_otherwise_has_the_same_fingerprint() {
    return LongStream.range(0, 25)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> madeOtherwise(seed)));
  }

  private static void madeOtherwise(long seed) {
    RandomSchema schema = new RandomSchema(seed);
    String first = "s" + seed;
    String second = "Other \"%d\" '".formatted(seed);
    SCHEMAS.create(first, schema.inAnyOrder(new Random(seed + 1000)).toArray(String[]::new));
    List<String> steps = new ArrayList<>(schema.inAnyOrder(new Random(seed + 2000)));
    steps.addAll(whatDoesNotCount(schema));
    SCHEMAS.create(second, steps.toArray(String[]::new));

    Catalog one = SCHEMAS.read(first);
    Catalog other = SCHEMAS.read(second);

    assertThat(CatalogDiff.between(one, other).differences()).isEmpty();
    assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(one.objects()).hasSizeGreaterThan(10);

    aChangeIsSeen(schema, new Random(seed), one, second);
  }

  private static List<String> whatDoesNotCount(RandomSchema schema) {
    List<String> steps = new ArrayList<>();
    steps.add("comment on function touch() is 'touches'");
    steps.add("comment on type mood is 'how they are'");
    for (int i = 0; i < schema.tables(); i++) {
      steps.add("comment on table t%d is 'a table'".formatted(i));
      steps.add("comment on column t%d.id is 'a column'".formatted(i));
      steps.add("alter table t%d owner to \"Second Owner\"".formatted(i));
      steps.add("grant select on t%d to first_owner".formatted(i));
      steps.add("alter table t%d alter id set statistics 7".formatted(i));
      steps.add("analyze t%d".formatted(i));
    }
    return steps;
  }

  private static void aChangeIsSeen(
      RandomSchema schema, Random random, Catalog before, String name) {
    List<Map.Entry<String, String>> changes = List.copyOf(schema.changes().entrySet());
    Map.Entry<String, String> change = changes.get(random.nextInt(changes.size()));
    SCHEMAS.in(name, change.getValue());

    Catalog after = SCHEMAS.read(name);

    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(CatalogDiff.between(before, after).differences())
        .as(change.getValue())
        .anySatisfy(difference -> assertThat(difference.toString()).contains(change.getKey()));
  }

  @Test
  void a_column_that_was_dropped_and_restored_has_moved_and_nothing_else() {
    String table = "create table t (a int not null default 1, b text, c date)";
    SCHEMAS.create("stayed", table);
    SCHEMAS.create(
        "moved", table, "alter table t drop a", "alter table t add a int not null default 1");

    Catalog stayed = SCHEMAS.read("stayed");
    Catalog moved = SCHEMAS.read("moved");

    assertThat(moved.fingerprint()).isEqualTo(stayed.fingerprint());
    CatalogDiff diff = CatalogDiff.between(stayed, moved);
    assertThat(diff.isSame()).isTrue();
    assertThat(diff.differences())
        .containsExactly(
            new Difference.ColumnOrder("t", List.of("a", "b", "c"), List.of("b", "c", "a")));
  }

  @Test
  void values_added_to_an_enum_in_the_middle_are_the_same_as_from_the_start() {
    SCHEMAS.create("whole", "create type mood as enum ('a', 'b', 'c')");
    SCHEMAS.create(
        "grown", "create type mood as enum ('a', 'c')", "alter type mood add value 'b' before 'c'");

    assertThat(SCHEMAS.read("grown").fingerprint()).isEqualTo(SCHEMAS.read("whole").fingerprint());
  }

  @Test
  void names_of_schema_and_role_inside_definitions_do_not_count() {
    for (String schema : List.of("acme", "umbrella")) {
      SERVER.run("postgres", "create role login_" + schema);
      SCHEMAS.create(
          schema,
          "create table orders (id bigserial primary key, state text default '%s')"
              .formatted(schema),
          "create policy mine on orders to login_%s using (id > 0)".formatted(schema),
          """
          create function size() returns bigint language plpgsql
            set search_path = %1$s, public as $$
            begin
              execute 'analyze %1$s.orders';
              return (select count(*) from %1$s.orders) + (select count(*) from "%1$s".orders);
            end $$\
          """
              .formatted(schema),
          "create view all_of_it as select o.*, %1$s.size() from %1$s.orders o".formatted(schema),
          "create index on %1$s.orders (lower(state)) where state <> '%1$s.orders'"
              .formatted(schema));
    }

    assertThat(CatalogDiff.between(SCHEMAS.read("acme"), SCHEMAS.read("umbrella")).differences())
        .isEmpty();
    assertThat(SCHEMAS.read("acme").fingerprint())
        .isEqualTo(SCHEMAS.read("umbrella").fingerprint());
  }

  @Test
  void names_of_the_servers_own_that_a_schema_takes_do_not_bring_its_name_in() {
    for (String schema : List.of("one", "two")) {
      SCHEMAS.create(
          schema,
          "create table %s.pg_class (id int)".formatted(schema),
          "create function %s.lower(a text) returns text language sql as 'select a'"
              .formatted(schema),
          "create view v as select %1$s.lower(id::text), pg_catalog.lower(id::text) as own from %1$s.pg_class"
              .formatted(schema));
    }

    assertThat(CatalogDiff.between(SCHEMAS.read("one"), SCHEMAS.read("two")).differences())
        .isEmpty();
  }
}
