package dev.skein.engine;

import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.sql.SQLException;
import java.util.Optional;

/** Whether a server is one that the engine works on, and the schema is there. */
final class Fitness {
  private static final String UNDEFINED_OBJECT = "42704";
  private static final String PROTOCOL_VIOLATION = "08P01";

  private Fitness() {}

  /** Why nothing may run here; empty where it may. */
  static Optional<Outcome.Rejected> refusal(
      TenantConnection connection, Preflight preflight, TenantTables tables, TenantState state)
      throws SQLException {
    int server = connection.shared().getMetaData().getDatabaseMajorVersion();
    if (server < Preflight.OLDEST_SERVER) {
      return rejected(
          RejectionReason.UNSUPPORTED_SERVER,
          "expected PostgreSQL %d or newer but got %d; upgrade the server"
              .formatted(Preflight.OLDEST_SERVER, server));
    }
    if (preflight.session().pid() != connection.backendPid()) {
      return Optional.of(pooled());
    }
    if (!state.schemaExists()) {
      return rejected(
          RejectionReason.MISSING_SCHEMA,
          "expected schema \"%s\" but the database has none of that name;"
                  .formatted(tables.schema())
              + " correct the tenant's location, or provision the tenant");
    }
    return Optional.empty();
  }

  /** What the session is to start with, an old server or a pooler does not know; else empty. */
  static Optional<Outcome.Rejected> refusal(SQLException connecting) {
    return switch (String.valueOf(connecting.getSQLState())) {
      case UNDEFINED_OBJECT ->
          rejected(
              RejectionReason.UNSUPPORTED_SERVER,
              "expected PostgreSQL %d or newer but the server does not know its settings;"
                      .formatted(Preflight.OLDEST_SERVER)
                  + " upgrade the server");
      case PROTOCOL_VIOLATION -> Optional.of(pooled());
      default -> Optional.empty();
    };
  }

  /** Locks and settings of a session mean nothing where the next statement may go to another. */
  private static Outcome.Rejected pooled() {
    return new Outcome.Rejected(
        RejectionReason.UNSUPPORTED_SERVER,
        "expected a direct connection to PostgreSQL but a connection pooler answers;"
            + " give the shard the server's own host and port",
        null);
  }

  private static Optional<Outcome.Rejected> rejected(RejectionReason reason, String message) {
    return Optional.of(new Outcome.Rejected(reason, message, null));
  }
}
