package dev.skein.engine;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.fingerprint.CatalogReader;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a tenant stands, by its own tables and its server's catalog. */
final class Inspection {
  /** Inspecting is never too late. */
  private static final Epoch LAST = Epoch.ofLong(Long.MAX_VALUE);

  private static final int LOOKS = 5;

  private final TenantConnection connection;
  private final InspectionRequest request;
  private final TenantTables tables;

  Inspection(TenantConnection connection, InspectionRequest request) {
    this.connection = connection;
    this.request = request;
    this.tables = new TenantTables(request.address().schema());
  }

  Reading<TenantInspection> inspect() throws SQLException {
    Preflight preflight = new Preflight(connection.shared(), tables);
    TenantState state = preflight.read();
    Optional<Outcome.Rejected> unfit = Fitness.refusal(connection, preflight, tables, state);
    if (unfit.isPresent()) {
      return new Reading.Unanswered<>(unfit.get());
    }
    FenceRow fence = state.fence();
    Optional<Outcome.Rejected> stranger =
        fence == null ? Optional.empty() : Fencing.refusal(fence, request.tenant(), LAST);
    if (stranger.isPresent()) {
      return new Reading.Unanswered<>(stranger.get());
    }
    for (int look = 1; look <= LOOKS; look++) {
      Catalog catalog = catalog();
      TenantState after = catalog == null ? state : preflight.read();
      if (after.historyRows().equals(state.historyRows())) {
        return new Reading.Answered<>(told(state, catalog));
      }
      // A migration came between: a catalog without its version would look like drift.
      state = after;
    }
    return new Reading.Unanswered<>(
        new Outcome.Failed(
            FailureKind.TRANSIENT,
            null,
            null,
            null,
            null,
            "expected a tenant that stands still for a moment but it was migrated at every look",
            null,
            false));
  }

  /** Null where nothing of it was asked. */
  private @Nullable Catalog catalog() throws SQLException {
    return request.asks(InspectTenant.FINGERPRINT) || request.asks(InspectTenant.CATALOG)
        ? CatalogReader.read(connection.shared(), tables.schema()).orElse(null)
        : null;
  }

  private TenantInspection told(TenantState state, @Nullable Catalog catalog) throws SQLException {
    DatabaseMetaData server = connection.shared().getMetaData();
    return new TenantInspection(
        server.getDatabaseMajorVersion(),
        server.getDatabaseProductVersion(),
        new AppliedHistory(state.historyRows()).current().orElse(null),
        catalog == null ? null : catalog.fingerprint(),
        catalog == null ? 0 : catalog.objects().size(),
        request.asks(InspectTenant.CATALOG) ? catalog : null,
        request.asks(InspectTenant.HISTORY)
            ? state.historyRows().stream().map(Planning::entry).toList()
            : null);
  }
}
