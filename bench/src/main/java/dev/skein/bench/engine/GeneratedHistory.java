package dev.skein.bench.engine;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A history as an application grows it: every table comes with a script of its own, then gets
 * indexes, a column with a constraint, a foreign key, rows, and a change. The same for the same
 * number, always.
 */
final class GeneratedHistory {
  private static final List<String> NOUNS =
      List.of(
          "account",
          "invoice",
          "payment",
          "product",
          "shipment",
          "session",
          "ticket",
          "message",
          "report",
          "device");

  /** Scripts that one table gets. */
  private static final int STEPS = 6;

  private GeneratedHistory() {}

  /** Versions 1 to {@code count}. */
  static List<Script> versions(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(GeneratedHistory::script).toList();
  }

  /**
   * Versions 1 to {@code count}, then {@code more} that are alike, so that passes that take one
   * each can be compared, however many there are.
   */
  static List<Script> versions(int count, int more) {
    return Stream.concat(
            versions(count).stream(),
            IntStream.rangeClosed(1, more).mapToObj(number -> alike(count, number)))
        .toList();
  }

  /** How many tables the scripts make. */
  static int tables(List<Script> scripts) {
    return (int)
        scripts.stream().filter(script -> script.sql().startsWith("create table ")).count();
  }

  private static String table(int number) {
    return "%s_%d".formatted(NOUNS.get(number % NOUNS.size()), number / NOUNS.size() + 1);
  }

  private static Script script(int version) {
    int number = (version - 1) / STEPS;
    String table = table(number);
    return switch ((version - 1) % STEPS) {
      case 0 -> Script.of(version, "create_" + table, create(table));
      case 1 -> Script.of(version, "index_" + table, indexes(table));
      case 2 -> Script.of(version, "status_of_" + table, status(table));
      case 3 -> Script.of(version, "parent_of_" + table, parent(table, table(number / 2)));
      case 4 -> Script.of(version, "rows_of_" + table, rows(table));
      default -> Script.of(version, "change_" + table, change(table));
    };
  }

  /**
   * Each refers to the history's tables in turn, and changes the table that came before its own.
   */
  private static Script alike(int history, int number) {
    int tables = Math.ceilDiv(history, STEPS);
    int version = history + number;
    String before = number == 1 ? table(0) : "feature_" + (version - 1);
    String sql =
        """
        create table feature_%1$d (
          id bigint generated always as identity primary key,
          owner_id bigint not null references %2$s (id),
          settings jsonb not null default '{}'
        );
        create index feature_%1$d_owner on feature_%1$d (owner_id);
        alter table %3$s add column uses_%1$d boolean not null default false;
        """
            .formatted(version, table(number % tables), before);
    return Script.of(version, "feature_" + version, sql);
  }

  private static String create(String table) {
    return """
    create table %1$s (
      id bigint generated always as identity primary key,
      name text not null,
      email varchar(320),
      amount numeric(12, 2) not null default 0,
      details jsonb,
      created_at timestamptz not null default now()
    );
    comment on table %1$s is 'What the application knows of each %1$s';
    """
        .formatted(table);
  }

  private static String indexes(String table) {
    return """
    create index %1$s_created_at on %1$s (created_at);
    create unique index %1$s_email on %1$s (lower(email));
    """
        .formatted(table);
  }

  private static String status(String table) {
    return """
    alter table %1$s add column status text not null default 'active';
    alter table %1$s add constraint %1$s_status_known
      check (status in ('active', 'suspended', 'closed'));
    """
        .formatted(table);
  }

  private static String parent(String table, String parent) {
    return """
    alter table %1$s add column parent_id bigint;
    alter table %1$s add constraint %1$s_parent
      foreign key (parent_id) references %2$s (id) on delete cascade;
    create index %1$s_parent_id on %1$s (parent_id);
    """
        .formatted(table, parent);
  }

  private static String rows(String table) {
    return """
    insert into %1$s (name, email, amount)
      select 'Name ' || i, 'user' || i || '@example.com', i * 10
      from generate_series(1, 20) i;
    update %1$s set status = 'suspended' where amount > 150;
    """
        .formatted(table);
  }

  private static String change(String table) {
    return """
    alter table %1$s alter column amount set default 1, alter column name set default '';
    alter table %1$s drop column details;
    create index %1$s_open on %1$s (amount) where status = 'active';
    """
        .formatted(table);
  }
}
