package dev.skein.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings pending scripts into a tenant, each with its history row as Flyway writes it and with the
 * guard around it, in version order, repeatables last. Stops at the first that fails.
 */
interface Applier {

  void apply(Order order) throws ApplyException;

  /**
   * The scripts that are pending, and what to work with.
   *
   * @param skipped those of them that are only recorded
   * @param rank the first that is free in the history
   * @param together whether scripts may share a transaction
   */
  record Order(
      TenantConnection connection,
      TenantSession session,
      MigrationRequest request,
      TenantPlaceholders placeholders,
      List<PreparedScript> scripts,
      Set<PreparedScript> skipped,
      int rank,
      boolean together,
      ScriptGuard guard) {}

  /** A script, or the way to it, failed. */
  final class ApplyException extends Exception {
    private static final long serialVersionUID = 1;

    private final @Nullable SQLException sql;
    private final @Nullable Integer line;
    private final boolean tookOthersBack;

    /**
     * @param message for people; without rows, URLs and secrets
     * @param sql what the server or the driver said, or null
     * @param line in the script, from 1, or null
     */
    ApplyException(String message, @Nullable SQLException sql, @Nullable Integer line) {
      this(message, sql, line, false);
    }

    /**
     * @param tookOthersBack whether scripts before it were rolled back with it
     */
    ApplyException(
        String message,
        @Nullable SQLException sql,
        @Nullable Integer line,
        boolean tookOthersBack) {
      super(message, sql);
      this.sql = sql;
      this.line = line;
      this.tookOthersBack = tookOthersBack;
    }

    boolean tookOthersBack() {
      return tookOthersBack;
    }

    @Nullable SQLException sql() {
      return sql;
    }

    @Nullable Integer line() {
      return line;
    }
  }
}
