package dev.skein.engine.fingerprint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A schema as steps, each with the steps that must come before it, so that it can be made in many
 * orders; and changes, each of which makes it another schema.
 */
final class RandomSchema {
  private static final String[] TYPES = {
    "text", "numeric(10,2)", "timestamptz", "bigint[]", "jsonb", "mood", "email", "boolean"
  };

  private record Step(String sql, List<Integer> after) {}

  private final Random random;
  private final List<Step> steps = new ArrayList<>();
  private final List<Integer> tables = new ArrayList<>();
  private final Map<String, String> changes = new LinkedHashMap<>();

  RandomSchema(long seed) {
    random = new Random(seed);
    int mood = step("create type mood as enum ('sad', 'meh', 'ok')");
    int email = step("create domain email as text check (value ~ '@')");
    int touch =
        step("create function touch() returns trigger language plpgsql as 'begin return new; end'");
    changes.put("enum mood", "alter type mood add value 'glad'");
    changes.put("constraint email.email_check", "alter domain email drop constraint email_check");
    changes.put("function touch()", "alter function touch() security definer");
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      table(i, mood, email, touch);
    }
  }

  private int step(String sql, Integer... after) {
    steps.add(new Step(sql, List.of(after)));
    return steps.size() - 1;
  }

  private void table(int i, int mood, int email, int touch) {
    String name = "t" + i;
    StringBuilder columns = new StringBuilder("id bigint generated always as identity primary key");
    int width = 1 + random.nextInt(5);
    for (int c = 0; c < width; c++) {
      columns.append(", c").append(c).append(' ').append(TYPES[random.nextInt(TYPES.length)]);
      columns.append(random.nextBoolean() ? " not null" : "");
    }
    int table = step("create table %s (%s)".formatted(name, columns), mood, email);
    tables.add(table);
    changes.put("column " + name + ".c0", "alter table " + name + " drop column c0 cascade");
    if (i > 0 && random.nextBoolean()) {
      int other = random.nextInt(i);
      int column = step("alter table %s add other bigint".formatted(name), table);
      step(
          "alter table %s add constraint %s_other foreign key (other) references t%d"
              .formatted(name, name, other),
          column,
          tables.get(other));
      changes.put(
          "constraint " + name + "." + name + "_other",
          "alter table %s drop constraint %s_other".formatted(name, name));
    }
    if (random.nextBoolean()) {
      step("create index %s_i on %s (id desc) where id > 0".formatted(name, name), table);
      changes.put("index " + name + "." + name + "_i", "drop index " + name + "_i");
    }
    if (random.nextBoolean()) {
      step(
          "create trigger t before update on %s for each row execute function touch()"
              .formatted(name),
          table,
          touch);
      changes.put("trigger " + name + ".t", "alter table %s disable trigger t".formatted(name));
    }
    if (random.nextBoolean()) {
      step(
          "create view v%d as select id, 'x'::mood is null as m from %s where id > %d"
              .formatted(i, name, random.nextInt(9))
              .replace("'x'", "null"),
          table,
          mood);
      changes.put(
          "view v" + i,
          "create or replace view v%d as select id, true as m from %s".formatted(i, name));
    }
    if (random.nextBoolean()) {
      step("create policy p on %s for select using (id > 0)".formatted(name), table);
      changes.put("policy " + name + ".p", "drop policy p on " + name);
    }
  }

  /** All steps, in an order of its own. */
  List<String> inAnyOrder(Random order) {
    Set<Integer> left = new HashSet<>(IntStream.range(0, steps.size()).boxed().toList());
    List<String> done = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Integer> next =
          left.stream()
              .filter(i -> steps.get(i).after().stream().noneMatch(left::contains))
              .toList();
      Integer one = next.get(order.nextInt(next.size()));
      left.remove(one);
      done.add(steps.get(one).sql());
    }
    return done;
  }

  int tables() {
    return tables.size();
  }

  /** What each changes, and how. */
  Map<String, String> changes() {
    return changes;
  }
}
