package dev.skein.engine;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The SQL that stands around a script, each kind in one message. */
final class GuardStatements {
  /**
   * Where a tenant's server, database or login is set to answer a COMMIT before it is written down,
   * a crash would take back what was told as applied. Other settings are left alone.
   */
  static final String DURABLE =
      """
      set_config('synchronous_commit',
        case current_setting('synchronous_commit') when 'off' then 'on'
          else current_setting('synchronous_commit') end, false)\
      """;

  private final TenantTables tables;
  private final MigrationRequest request;

  GuardStatements(TenantTables tables, MigrationRequest request) {
    this.tables = tables;
    this.request = request;
  }

  /**
   * The lock again, by its transaction-level form, since a script's pg_advisory_unlock_all() frees
   * session locks alone; the timeouts again, since the last script may have set them; the fence.
   * And whether the version has a receipt of execution already. Parameters: the version, lock
   * timeout, local, statement timeout, local, then the fence's.
   */
  String enter() {
    return """
    select pg_try_advisory_xact_lock(%1$d), pg_current_xact_id()::text,
           exists (select from %3$s where mode = 'executed' and version = ?),
           set_config('lock_timeout', ?, ?), set_config('statement_timeout', ?, ?), %4$s;
    insert into %2$s as fence (tenant, epoch, attempt)
      values (?, ?, ?)
      on conflict (only_row) do update
        set epoch = excluded.epoch, attempt = excluded.attempt, updated_at = now()
        where fence.epoch <= excluded.epoch and fence.tenant = excluded.tenant
    """
        .formatted(tables.lockKey(), tables.fence(), tables.receipt(), DURABLE);
  }

  void bindFence(PreparedStatement statement, int first) throws SQLException {
    statement.setString(first, request.tenant().value());
    statement.setLong(first + 1, request.epoch().toLong());
    statement.setString(first + 2, request.attempt().value());
  }

  String readFence() {
    return "select tenant, epoch, attempt from %s".formatted(tables.fence());
  }

  /**
   * The receipt, by the login's own role whatever the script chose, and the session locks as they
   * were before the script: Flyway's and ours. The transaction-level lock spans the gap.
   */
  String leave() {
    return """
    reset role;
    %s returning pg_current_xact_id()::text;
    select pg_advisory_unlock_all();
    select pg_advisory_lock(%2$d), pg_advisory_lock(%2$d)
    """
        .formatted(receipt(), tables.lockKey());
  }

  /** The same outside a transaction: one message is a transaction of its own. */
  String regainLock() {
    return """
    reset role;
    select pg_try_advisory_xact_lock(%1$d);
    select pg_advisory_unlock_all();
    select pg_try_advisory_lock(%1$d), pg_try_advisory_lock(%1$d)
    """
        .formatted(tables.lockKey());
  }

  String receipt() {
    return """
    insert into %s
      (version, script, sha256, release_digest, release_name, rollout, attempt, epoch, mode)
      values (?, ?, ?, ?, ?, ?, ?, ?, 'executed')\
    """
        .formatted(tables.receipt());
  }

  void bindReceipt(PreparedStatement statement, PreparedScript script) throws SQLException {
    @Nullable SchemaVersion version = script.version();
    @Nullable RolloutId rollout = request.rollout();
    statement.setString(1, version == null ? null : version.value());
    statement.setString(2, script.path());
    statement.setString(3, script.sha256());
    statement.setString(4, request.release().digest().value());
    statement.setString(5, request.release().name());
    statement.setString(6, rollout == null ? null : rollout.value());
    statement.setString(7, request.attempt().value());
    statement.setLong(8, request.epoch().toLong());
  }
}
