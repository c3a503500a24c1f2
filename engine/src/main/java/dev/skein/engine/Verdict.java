package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a release means for a tenant as it stands. */
sealed interface Verdict {
  /** Nothing to do. */
  record Current(@Nullable SchemaVersion version) implements Verdict {}

  /**
   * These are to run, in this order.
   *
   * @param from the tenant's version now; null for a fresh tenant
   */
  record Pending(@Nullable SchemaVersion from, List<PreparedScript> scripts) implements Verdict {}

  /** Nothing may run. */
  record Refused(Outcome.Rejected outcome) implements Verdict {}
}
