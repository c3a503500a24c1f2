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
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

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
    return state.hasFence() && addDone(skipped, received)
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

  /** What an attempt that was cut off has done, or cannot undo, is recorded and taken back. */
  private boolean addDone(Set<PreparedScript> skipped, Received received) throws SQLException {
    boolean added = false;
    for (PreparedScript script : skipped) {
      if (script.version() != null && left(script).done()) {
        added |= received.executed().add(script.version());
      }
    }
    return added;
  }

  /** Takes away what an attempt that was cut off left half-done of them. */
  void cleanUp(Set<PreparedScript> skipped) throws SQLException {
    for (PreparedScript script : skipped) {
      left(script).mend(connection);
    }
  }

  private Remains left(PreparedScript script) throws SQLException {
    LoneStatement lone = lone(script);
    if (lone == null) {
      return Remains.NONE;
    }
    String running = "select running from %s".formatted(tables.fence());
    List<Row> fence = Pipeline.one(connection, Pipeline.single(running));
    Begun begun = fence.isEmpty() ? null : Begun.read(fence.getFirst().text(0));
    if (begun == null || !begun.isOf(script)) {
      return Remains.NONE;
    }
    String path =
        "select set_config('search_path', %s, false)"
            .formatted(Literal.of(TenantTables.quote(tables.schema())));
    Pipeline.all(connection, List.of(Pipeline.single(path)));
    return Remains.of(lone.effect(), begun.witness(), Remains.look(connection, lone));
  }

  private @Nullable LoneStatement lone(PreparedScript script) {
    try {
      return release.parsed(script, placeholders).lone();
    } catch (FlywayException e) {
      // It names a placeholder that nobody gave, so it never ran.
      return null;
    }
  }
}
