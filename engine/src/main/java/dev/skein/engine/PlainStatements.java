package dev.skein.engine;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ReleaseSettings;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/** The SQL that goes along with plain scripts, each kind one statement. */
final class PlainStatements {
  private final TenantTables tables;
  private final MigrationRequest request;
  private final TenantSession session;
  private final String context;

  PlainStatements(TenantTables tables, MigrationRequest request, TenantSession session) {
    this.tables = tables;
    this.request = request;
    this.session = session;
    ReleaseSettings settings = request.release().settings();
    this.context =
        """
        set_config('lock_timeout', '%s', true), set_config('statement_timeout', '%s', true),
        set_config('search_path', %s, false), set_config('role', %s, false),
        set_config('skein.script_start', clock_timestamp()::text, true)\
        """
            .formatted(
                Preflight.millis(settings.lockTimeout()),
                Preflight.millis(settings.statementTimeout()),
                Literal.of(session.searchPathWith(tables.schema())),
                Literal.of(session.role()));
  }

  /**
   * First in a transaction: the fence, raised unless it is higher; the lock again, by its
   * transaction-level form; the first script's context. Answers whether the lock is ours, the
   * transaction's id, and whether the fence is ours.
   */
  NativeQuery enter() {
    return Pipeline.single(
        """
        with fence as (
          insert into %1$s as fence (tenant, epoch, attempt)
            values (%2$s, %3$d, %4$s)
            on conflict (only_row) do update
              set epoch = excluded.epoch, attempt = excluded.attempt, updated_at = now()
              where fence.epoch <= excluded.epoch and fence.tenant = excluded.tenant
            returning 1)
        select pg_try_advisory_xact_lock(%5$d), pg_current_xact_id()::text,
               exists (select from fence), %7$s,
        %6$s\
        """
            .formatted(
                tables.fence(),
                Literal.of(request.tenant().value()),
                request.epoch().toLong(),
                Literal.of(request.attempt().value()),
                tables.lockKey(),
                context,
                GuardStatements.DURABLE));
  }

  /** As for any script; lasts. */
  NativeQuery searchPath() {
    return Pipeline.single(
        "select set_config('search_path', %s, false)"
            .formatted(Literal.of(session.searchPathWith(tables.schema()))));
  }

  /**
   * Before a script that runs outside a transaction: the same, and what is about to run, unless the
   * fence says it already. Answers whether lock and fence are ours, and what it said.
   */
  NativeQuery enterAlone(Begun begun) {
    return Pipeline.single(
        """
        with before as (select running from %1$s), fence as (
          insert into %1$s as fence (tenant, epoch, attempt, running)
            values (%2$s, %3$d, %4$s, %5$s)
            on conflict (only_row) do update
              set epoch = excluded.epoch, attempt = excluded.attempt, updated_at = now(),
                  running = case when split_part(fence.running, E'\\n', 1) = %6$s
                    then fence.running else excluded.running end
              where fence.epoch <= excluded.epoch and fence.tenant = excluded.tenant
            returning 1)
        select pg_try_advisory_xact_lock(%7$d), exists (select from fence),
               (select running from before),
               set_config('lock_timeout', '%8$s', false),
               set_config('statement_timeout', '%8$s', false),
               set_config('role', %9$s, false),
               set_config('skein.script_start', clock_timestamp()::text, false), %10$s\
        """
            .formatted(
                tables.fence(),
                Literal.of(request.tenant().value()),
                request.epoch().toLong(),
                Literal.of(request.attempt().value()),
                Literal.of(begun.toString()),
                Literal.of(begun.path()),
                tables.lockKey(),
                // A shorter lock timeout would leave an INVALID index for ever.
                Preflight.millis(request.release().settings().statementTimeout()),
                Literal.of(session.role()),
                GuardStatements.DURABLE));
  }

  /** Together with the record: nothing is about to run any more. */
  NativeQuery leaveAlone(PreparedScript script) {
    return Pipeline.single(
        "update %s set running = null where split_part(running, E'\\n', 1) = %s"
            .formatted(tables.fence(), Literal.of(script.path())));
  }

  /** Before each further script: what Flyway restores, and what the last one may have set. */
  NativeQuery context() {
    return Pipeline.single("select " + context);
  }

  NativeQuery resetRole() {
    return Pipeline.single("reset role");
  }

  /**
   * After each script: its row in Flyway's history, which seeds have none in, and the receipt;
   * answers the transaction.
   */
  NativeQuery record(PreparedScript script, int rank, int checksum, String mode) {
    return record(script, rank, checksum, mode, "pg_current_xact_id()::text");
  }

  /**
   * The same, last in a transaction: and the session's lock as it was, which a script may have
   * freed; the transaction-level lock spans the gap.
   */
  NativeQuery recordLast(PreparedScript script, int rank, int checksum, String mode) {
    String answer =
        "pg_current_xact_id()::text, pg_advisory_unlock_all(), pg_advisory_lock(%d)"
            .formatted(tables.lockKey());
    return record(script, rank, checksum, mode, answer);
  }

  private NativeQuery record(
      PreparedScript script, int rank, int checksum, String mode, String answer) {
    String receipt = receipt(script, mode, answer);
    return Pipeline.single(
        script.seed()
            ? receipt
            : "with history as (" + history(script, rank, checksum) + ") " + receipt);
  }

  private String history(PreparedScript script, int rank, int checksum) {
    return """
    insert into %s (installed_rank, version, description, type, script, checksum,
                    installed_by, execution_time, success)
      values (%d, %s, %s, 'SQL', %s, %d, current_user,
              (extract(epoch from clock_timestamp()
                - current_setting('skein.script_start')::timestamptz) * 1000)::int, true)\
    """
        .formatted(
            tables.history(),
            rank,
            version(script),
            Literal.of(Evaluation.stored(script.description())),
            Literal.of(Evaluation.storedPath(script)),
            checksum);
  }

  private String receipt(PreparedScript script, String mode, String answer) {
    @Nullable RolloutId rollout = request.rollout();
    return """
    insert into %s (version, script, sha256, release_digest, release_name, rollout,
                    attempt, epoch, mode)
      values (%s, %s, '%s', %s, %s, %s, %s, %d, '%s')
      returning %s\
    """
        .formatted(
            tables.receipt(),
            version(script),
            Literal.of(script.path()),
            script.sha256(),
            Literal.of(request.release().digest().value()),
            Literal.of(request.release().name()),
            Literal.of(rollout == null ? null : rollout.value()),
            Literal.of(request.attempt().value()),
            request.epoch().toLong(),
            mode,
            answer);
  }

  private static String version(PreparedScript script) {
    @Nullable SchemaVersion version = script.version();
    return Literal.of(version == null ? null : version.value());
  }
}
