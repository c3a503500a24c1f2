package dev.skein.engine;

import dev.skein.contracts.id.RolloutId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a baseline writes. */
final class BaselineStatements {
  /** What Flyway calls a baseline for which nobody chose another word. */
  static final String MARKER = "<< Flyway Baseline >>";

  private final TenantTables tables;
  private final MigrationRequest attempt;
  private final String version;

  BaselineStatements(TenantTables tables, BaselineRequest request) {
    this.tables = tables;
    this.attempt = request.attempt();
    this.version = request.version().value();
  }

  /** Another attempt has raised the fence. */
  static final class OvertakenException extends SQLException {
    private static final long serialVersionUID = 1;

    OvertakenException() {
      super("a later attempt has taken over");
    }
  }

  /**
   * Within the caller's transaction, which an exception must roll back.
   *
   * @param covered the release's scripts at and below the version, which are not to run
   */
  void write(Connection connection, int rank, List<PreparedScript> covered) throws SQLException {
    enter(connection);
    history(connection, rank);
    receipts(connection, covered);
  }

  private void enter(Connection connection) throws SQLException {
    String sql =
        """
        with fence as (
          insert into %s as fence (tenant, epoch, attempt) values (?, ?, ?)
            on conflict (only_row) do update
              set epoch = excluded.epoch, attempt = excluded.attempt, updated_at = now()
              where fence.epoch <= excluded.epoch and fence.tenant = excluded.tenant
            returning 1)
        select pg_try_advisory_xact_lock(%d) and exists (select from fence)
        """
            .formatted(tables.fence(), tables.lockKey());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, attempt.tenant().value());
      statement.setLong(2, attempt.epoch().toLong());
      statement.setString(3, attempt.attempt().value());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          throw new OvertakenException();
        }
      }
    }
  }

  private void history(Connection connection, int rank) throws SQLException {
    String sql =
        """
        insert into %s (installed_rank, version, description, type, script, checksum, installed_by,
                        execution_time, success)
          values (?, ?, ?, 'BASELINE', ?, null, current_user, 0, true)
        """
            .formatted(tables.history());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, rank);
      statement.setString(2, version);
      statement.setString(3, MARKER);
      statement.setString(4, MARKER);
      statement.executeUpdate();
    }
  }

  /** One for each script that is not to run; where none is covered, one for the version itself. */
  private void receipts(Connection connection, List<PreparedScript> covered) throws SQLException {
    String sql =
        """
        insert into %s
          (version, script, sha256, release_digest, release_name, rollout, attempt, epoch, mode)
          values (?, ?, ?, ?, ?, ?, ?, ?, 'baselined')
        """
            .formatted(tables.receipt());
    @Nullable RolloutId rollout = attempt.rollout();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(4, attempt.release().digest().value());
      statement.setString(5, attempt.release().name());
      statement.setString(6, rollout == null ? null : rollout.value());
      statement.setString(7, attempt.attempt().value());
      statement.setLong(8, attempt.epoch().toLong());
      if (covered.isEmpty()) {
        add(statement, version, MARKER, sha256Of(""));
      }
      for (PreparedScript script : covered) {
        add(statement, Evaluation.version(script).value(), script.path(), script.sha256());
      }
      statement.executeBatch();
    }
  }

  private static void add(PreparedStatement statement, String covers, String script, String sha256)
      throws SQLException {
    statement.setString(1, covers);
    statement.setString(2, script);
    statement.setString(3, sha256);
    statement.addBatch();
  }

  private static String sha256Of(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
