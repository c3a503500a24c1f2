package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.engine.Compensations.Received;
import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads what {@link Compensations} decide by; a release without any costs no look at all. */
final class Skipping {
  private final Connection connection;
  private final TenantTables tables;
  private final PreparedRelease release;
  private final TenantPlaceholders placeholders;

  Skipping(
      Connection connection,
      TenantTables tables,
      PreparedRelease release,
      TenantPlaceholders placeholders) {
    this.connection = connection;
    this.tables = tables;
    this.release = release;
    this.placeholders = placeholders;
  }

  /** Which of the pending scripts are only recorded; reads alone. */
  Set<PreparedScript> of(TenantState state, List<PreparedScript> pending) throws SQLException {
    Compensations compensations = release.compensations();
    if (compensations.isEmpty() || pending.isEmpty()) {
      return Set.of();
    }
    AppliedHistory applied = new AppliedHistory(state.historyRows());
    Received received = new Received(new HashSet<>(), new HashSet<>());
    if (state.hasReceipts()) {
      read(received);
    }
    Set<PreparedScript> skipped = compensations.skipped(pending, applied, received);
    return state.hasFence() && addBuilt(skipped, received)
        ? compensations.skipped(pending, applied, received)
        : skipped;
  }

  private void read(Received received) throws SQLException {
    String sql =
        """
        select version, mode = 'executed' from %s
          where version is not null and mode in ('executed', 'skipped')\
        """
            .formatted(tables.receipt());
    for (Row row : Pipeline.one(connection, Pipeline.single(sql))) {
      SchemaVersion version = new SchemaVersion(Objects.requireNonNull(row.text(0)));
      (row.isTrue(1) ? received.executed() : received.skipped()).add(version);
    }
  }

  /** An index that is there is recorded as such, and taken back. */
  private boolean addBuilt(Set<PreparedScript> skipped, Received received) throws SQLException {
    boolean added = false;
    for (PreparedScript script : skipped) {
      LeftIndex left = LeftIndex.of(connection, tables, release, placeholders, script);
      if (left != null && left.valid() && script.version() != null) {
        added |= received.executed().add(script.version());
      }
    }
    return added;
  }

  /** Drops what an attempt that was cut off left half-built of them. */
  void cleanUp(Set<PreparedScript> skipped) throws SQLException {
    for (PreparedScript script : skipped) {
      LeftIndex left = LeftIndex.of(connection, tables, release, placeholders, script);
      if (left != null && !left.valid()) {
        left.drop(connection);
      }
    }
  }
}
