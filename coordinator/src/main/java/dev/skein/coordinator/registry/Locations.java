package dev.skein.coordinator.registry;

import dev.skein.coordinator.web.RefusedException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DuplicateKeyException;

/** Two tenants can never live in the same schema of the same database. */
final class Locations {
  private Locations() {}

  /** The refusal that names the place that is taken. */
  static RefusedException taken(DuplicateKeyException e) {
    String detail =
        e.getMostSpecificCause() instanceof PSQLException cause
            ? Optional.ofNullable(cause.getServerErrorMessage())
                .map(ServerErrorMessage::getDetail)
                .orElse("")
            : "";
    return RefusedException.conflict(
        "expected each place (shard, database, schema) once but two tenants claim one: " + detail);
  }
}
