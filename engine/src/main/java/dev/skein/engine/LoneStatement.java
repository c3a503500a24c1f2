package dev.skein.engine;

import org.jspecify.annotations.Nullable;

/**
 * A statement that no transaction can hold, alone in its script; and how to see what one that was
 * cut off has left.
 *
 * @param look finds what it may leave, by the session's search path: a row each of an object's oid,
 *     whether it is whole, and the statement that mends one that is not; null where it leaves
 *     nothing
 */
record LoneStatement(Effect effect, @Nullable String look) {

  /** What PostgreSQL calls an index that takes another's place, before and after it did. */
  private static final String LEFT_NAME = "'_cc(new|old)[0-9]*$'";

  enum Effect {
    /** Something is there that was not; half of it is taken away again. */
    BUILDS,
    /** Something is gone that was there; half of it is brought to its end. */
    REMOVES,
    /** May run any number of times; what it leaves half-way is taken away. */
    REPEATS
  }

  static LoneStatement createsIndex(String index, String table) {
    return new LoneStatement(
        Effect.BUILDS,
        """
        select i.indexrelid, i.indisvalid,
               format('drop index concurrently %%I.%%I', n.nspname, c.relname)
          from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where c.relname = (parse_ident(%s))[1]::name and i.indrelid = to_regclass(%s)\
        """
            .formatted(Literal.of(index), Literal.of(table)));
  }

  static LoneStatement dropsIndex(String index) {
    return new LoneStatement(
        Effect.REMOVES,
        """
        select indexrelid, indisvalid,
               format('drop index concurrently %%s', indexrelid::regclass)
          from pg_catalog.pg_index where indexrelid = to_regclass(%s)\
        """
            .formatted(Literal.of(index)));
  }

  static LoneStatement detaches(String partition, String table) {
    return new LoneStatement(
        Effect.REMOVES,
        """
        select inhrelid, not inhdetachpending,
               format('alter table %%s detach partition %%s finalize',
                      inhparent::regclass, inhrelid::regclass)
          from pg_catalog.pg_inherits
          where inhrelid = to_regclass(%s) and inhparent = to_regclass(%s)\
        """
            .formatted(Literal.of(partition), Literal.of(table)));
  }

  static LoneStatement reindexesIndex(String index) {
    return reindexes(
        """
        exists (
          select from pg_catalog.pg_index o
            join pg_catalog.pg_class b on b.oid = o.indexrelid
            where o.indrelid = i.indrelid
              and (o.indexrelid = to_regclass(%1$s)
                or o.indexrelid in (select relid from pg_partition_tree(to_regclass(%1$s))))
              and starts_with(b.relname::text, regexp_replace(c.relname::text, %2$s, '')))\
        """
            .formatted(Literal.of(index), LEFT_NAME));
  }

  static LoneStatement reindexesTable(String table) {
    return reindexes(
        """
        i.indrelid in (
          select unnest(array[t.oid, t.reltoastrelid]) from pg_catalog.pg_class t
            where t.oid = to_regclass(%1$s)
              or t.oid in (select relid from pg_partition_tree(to_regclass(%1$s))))\
        """
            .formatted(Literal.of(table)));
  }

  static LoneStatement reindexesSchema(String schema) {
    return reindexes(
        """
        i.indrelid in (
          select unnest(array[t.oid, t.reltoastrelid]) from pg_catalog.pg_class t
            where t.relnamespace = to_regnamespace(%s))\
        """
            .formatted(Literal.of(schema)));
  }

  static LoneStatement reindexesDatabase() {
    return reindexes("true");
  }

  static LoneStatement vacuums() {
    return new LoneStatement(Effect.REPEATS, null);
  }

  private static LoneStatement reindexes(String ofWhat) {
    return new LoneStatement(
        Effect.REPEATS,
        """
        select i.indexrelid, false,
               format('drop index concurrently %%I.%%I', n.nspname, c.relname)
          from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where not i.indisvalid and c.relname ~ %s and %s\
        """
            .formatted(LEFT_NAME, ofWhat));
  }
}
