package dev.skein.engine;

import dev.skein.contracts.id.BackfillName;
import dev.skein.release.backfill.Backfill;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/** The SQL by which a tenant remembers its backfills, each one statement. */
final class BackfillStatements {
  private final TenantTables tables;

  BackfillStatements(TenantTables tables) {
    this.tables = tables;
  }

  NativeQuery isThere() {
    return Pipeline.single(
        "select to_regclass(%s) is not null".formatted(Literal.of(tables.backfill())));
  }

  NativeQuery create() {
    return Pipeline.single(
        """
        create table if not exists %s (
            name varchar(63) primary key,
            sha256 char(64),
            release_digest text not null,
            state text not null check (state in ('running', 'done', 'skipped')),
            epoch bigint not null,
            attempt text not null,
            batches bigint not null default 0,
            changed_rows bigint not null default 0,
            batch_size integer not null,
            last_key text,
            started_at timestamptz not null default now(),
            updated_at timestamptz not null default now(),
            finished_at timestamptz)\
        """
            .formatted(tables.backfill()));
  }

  /**
   * Takes a backfill over, where a later epoch has not: it goes on where it was, or from the start
   * where its statement is another one. Answers the row, or none where it is not ours.
   */
  NativeQuery begin(MigrationRequest request, PreparedBackfill prepared) {
    Backfill backfill = prepared.backfill();
    return Pipeline.single(
        """
        insert into %1$s as b (name, sha256, release_digest, state, epoch, attempt, batch_size,
                               last_key)
          values (%2$s, '%3$s', %4$s, 'running', %5$d, %6$s, %7$d, %8$s)
          on conflict (name) do update set
            sha256 = excluded.sha256, release_digest = excluded.release_digest,
            epoch = excluded.epoch, attempt = excluded.attempt, updated_at = now(),
            state = case when b.sha256 = excluded.sha256 then b.state else 'running' end,
            batches = case when b.sha256 = excluded.sha256 then b.batches else 0 end,
            changed_rows = case when b.sha256 = excluded.sha256 then b.changed_rows else 0 end,
            batch_size = case when b.sha256 = excluded.sha256
                              then least(b.batch_size, %9$d) else excluded.batch_size end,
            last_key = case when b.sha256 = excluded.sha256
                            then coalesce(b.last_key, excluded.last_key)
                            else excluded.last_key end,
            started_at = case when b.sha256 = excluded.sha256 then b.started_at else now() end,
            finished_at = case when b.sha256 = excluded.sha256 then b.finished_at end
            where b.epoch <= excluded.epoch
          returning %10$s\
        """
            .formatted(
                tables.backfill(),
                Literal.of(backfill.name().value()),
                prepared.script().sha256(),
                Literal.of(request.release().digest().value()),
                request.epoch().toLong(),
                Literal.of(request.attempt().value()),
                backfill.batch(),
                Literal.of(backfill.startAfter()),
                backfill.maxBatch(),
                BackfillRow.COLUMNS));
  }

  NativeQuery epoch(BackfillName name) {
    return Pipeline.single(
        "select epoch from %s where name = %s"
            .formatted(tables.backfill(), Literal.of(name.value())));
  }

  /**
   * First in a batch's transaction: whether no migration is under way, which waits for the batch
   * now; whether the backfill is still ours, which nobody can take over now; the transaction's id;
   * and the context that a script would have.
   */
  NativeQuery enter(
      MigrationRequest request, TenantSession session, Backfill backfill, String lockTimeout) {
    return Pipeline.single(
        """
        with ours as (
          update %1$s set updated_at = now()
            where name = %2$s and epoch = %3$d and attempt = %4$s and state = 'running'
            returning 1)
        select pg_try_advisory_xact_lock_shared(%5$d), exists (select from ours),
               pg_current_xact_id()::text,
               set_config('lock_timeout', '%6$s', true),
               set_config('statement_timeout', '%7$s', true),
               set_config('search_path', %8$s, true), set_config('role', %9$s, true)\
        """
            .formatted(
                tables.backfill(),
                Literal.of(backfill.name().value()),
                request.epoch().toLong(),
                Literal.of(request.attempt().value()),
                tables.lockKey(),
                lockTimeout,
                Preflight.millis(backfill.timeout()),
                Literal.of(session.searchPathWith(tables.schema())),
                Literal.of(session.role())));
  }

  /** Last in a batch's transaction: how far it came. Answers the transaction's id. */
  List<NativeQuery> leave(BackfillName name, BackfillRow now) {
    @Nullable String key = now.lastKey();
    return List.of(
        Pipeline.single("reset role"),
        Pipeline.single(
            """
            update %1$s
              set batches = %2$d, changed_rows = %3$d, batch_size = %4$d, last_key = %5$s,
                  state = '%6$s', finished_at = %7$s, updated_at = now()
              where name = %8$s
              returning pg_current_xact_id()::text\
            """
                .formatted(
                    tables.backfill(),
                    now.batches(),
                    now.rows(),
                    now.batchSize(),
                    Literal.of(key),
                    now.done() ? "done" : "running",
                    now.done() ? "now()" : "null",
                    Literal.of(name.value()))));
  }

  /** Which of these are neither done nor skipped. */
  NativeQuery missing(List<BackfillName> names) {
    return Pipeline.single(
        """
        select n from unnest(array[%s]) with ordinality as wanted(n, i)
          where not exists (select from %s where name = n and state <> 'running')
          order by i\
        """
            .formatted(
                String.join(", ", names.stream().map(name -> Literal.of(name.value())).toList()),
                tables.backfill()));
  }

  /** For a tenant without data there is nothing to fill. */
  NativeQuery skip(MigrationRequest request, List<BackfillName> names) {
    return Pipeline.single(
        """
        insert into %s (name, release_digest, state, epoch, attempt, batch_size, finished_at)
          select n, %s, 'skipped', %d, %s, 1, now() from unnest(array[%s]) n
          on conflict (name) do nothing\
        """
            .formatted(
                tables.backfill(),
                Literal.of(request.release().digest().value()),
                request.epoch().toLong(),
                Literal.of(request.attempt().value()),
                String.join(", ", names.stream().map(name -> Literal.of(name.value())).toList())));
  }
}
