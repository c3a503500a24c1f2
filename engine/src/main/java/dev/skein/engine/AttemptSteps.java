package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt does around its scripts, each where it is asked for. */
record AttemptSteps(ReplicaStep replicas, FingerprintStep fingerprints, BackupStep backup) {

  /**
   * Under the tenant's lock, with something pending.
   *
   * @param standsAt the tenant's version, or null
   * @return why nothing may be applied, or empty
   */
  Optional<Outcome> before(Connection holder, @Nullable SchemaVersion standsAt)
      throws SQLException {
    Optional<Outcome> behind = replicas.pass(holder);
    if (behind.isPresent()) {
      return behind;
    }
    fingerprints.before(holder, standsAt);
    return backup.take(holder);
  }

  /** The release is in. */
  void after(Connection holder) {
    fingerprints.after(holder);
  }
}
