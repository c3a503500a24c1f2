package dev.skein.engine;

import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

/**
 * Keeps tenants whose schemas lie in one database out of each other's way: what they have in common
 * is for the one tenant that stands for the database, whose label says so.
 */
final class SharedDatabase {
  private static final String LABEL = "stands-for";
  private static final String DATABASE = "database";

  private final Connection connection;
  private final TenantTables tables;
  private final MigrationRequest request;
  private final TenantPlaceholders placeholders;

  SharedDatabase(
      Connection connection,
      TenantTables tables,
      MigrationRequest request,
      TenantPlaceholders placeholders) {
    this.connection = connection;
    this.tables = tables;
    this.request = request;
    this.placeholders = placeholders;
  }

  /** Why the pending scripts may not run; those that are only recorded may always. */
  Optional<Outcome.Rejected> refusal(TenantState state, List<PreparedScript> pending)
      throws SQLException {
    if (!request.sharesDatabase() || DATABASE.equals(request.labels().get(LABEL))) {
      return Optional.empty();
    }
    Map<PreparedScript, SharedStatement> touching = new LinkedHashMap<>();
    for (PreparedScript script : pending) {
      if (!request.release().isLegacy(script)) {
        first(script).ifPresent(statement -> touching.put(script, statement));
      }
    }
    if (touching.isEmpty()) {
      return Optional.empty();
    }
    Set<PreparedScript> skipped =
        new Skipping(connection, tables, request.release(), placeholders).of(state, pending);
    return touching.entrySet().stream()
        .filter(entry -> !skipped.contains(entry.getKey()))
        .findFirst()
        .map(entry -> refused(entry.getKey(), entry.getValue()));
  }

  private Optional<SharedStatement> first(PreparedScript script) {
    try {
      return request.release().shared(script, placeholders).stream()
          .filter(statement -> statement.touch().isShared(request.address().schema()))
          .findFirst();
    } catch (FlywayException e) {
      // Flyway says what is wrong with it, before anything of it runs.
      return Optional.empty();
    }
  }

  private static Outcome.Rejected refused(PreparedScript script, SharedStatement found) {
    return new Outcome.Rejected(
        RejectionReason.UNSUPPORTED_RELEASE,
        ("%s line %d: expected statements on the tenant's own schema, since other tenants have"
                + " theirs in the same database, but got %s; nothing was applied: run it once, in"
                + " a release of its own at the tenant with the label %s=%s")
            .formatted(script.path(), found.line(), found.touch().what(), LABEL, DATABASE),
        null);
  }
}
