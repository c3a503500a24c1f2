package dev.skein.engine;

import dev.skein.contracts.id.BackfillName;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the backfills are done that a release requires; one that requires none costs nothing. */
final class BackfillRequirement {
  private final Connection connection;
  private final TenantTables tables;
  private final MigrationRequest request;
  private final BackfillStatements statements;
  private final List<BackfillName> required;

  BackfillRequirement(Connection connection, TenantTables tables, MigrationRequest request) {
    this.connection = connection;
    this.tables = tables;
    this.request = request;
    this.statements = new BackfillStatements(tables);
    this.required = request.release().requiredBackfills();
  }

  /** Why the pending scripts may not run; those that are only recorded may always. */
  Optional<Outcome.Rejected> refusal(
      TenantState state, List<PreparedScript> pending, TenantPlaceholders placeholders)
      throws SQLException {
    if (required.isEmpty() || state.isEmpty()) {
      return Optional.empty();
    }
    Set<PreparedScript> skipped =
        new Skipping(connection, tables, request.release(), placeholders).of(state, pending);
    if (pending.stream().allMatch(one -> one.version() == null || skipped.contains(one))) {
      return Optional.empty();
    }
    List<String> missing = missing();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Outcome.Rejected(
                RejectionReason.BACKFILL_PENDING,
                ("expected the required backfills to be done but %s %s not; nothing was applied:"
                        + " wait for them, or roll out first the release that has them")
                    .formatted(String.join(", ", missing), missing.size() == 1 ? "is" : "are"),
                null));
  }

  private List<String> missing() throws SQLException {
    if (!Pipeline.one(connection, statements.isThere()).getFirst().isTrue(0)) {
      return required.stream().map(BackfillName::value).toList();
    }
    List<Row> rows = Pipeline.one(connection, statements.missing(required));
    return rows.stream().map(row -> String.valueOf(row.text(0))).toList();
  }

  /** Remembers of a tenant without data that there is nothing to fill. */
  void skip() throws SQLException {
    if (required.isEmpty()) {
      return;
    }
    if (!Pipeline.one(connection, statements.isThere()).getFirst().isTrue(0)) {
      Pipeline.all(connection, List.of(statements.create()));
    }
    Pipeline.all(connection, List.of(statements.skip(request, required)));
  }
}
