package dev.skein.engine;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Lets an attempt's first script wait a while for the server's replicas: once, however many rounds
 * the attempt takes. What the scripts themselves do to replicas is for the next tenant to wait for.
 */
final class ReplicaStep {
  private final ReplicaLag lag;
  private final EngineSettings settings;
  private final AttemptProgress progress;
  private final Watchdog watchdog;
  private boolean passed;

  ReplicaStep(
      ReplicaLag lag, EngineSettings settings, AttemptProgress progress, Watchdog watchdog) {
    this.lag = lag;
    this.settings = settings;
    this.progress = progress;
    this.watchdog = watchdog;
  }

  /**
   * As patient as with the tenant's lock.
   *
   * @param holder of the tenant's lock, in no transaction
   * @return why nothing may be applied, or empty
   */
  Optional<Outcome> pass(Connection holder) throws SQLException {
    long deadline = System.nanoTime() + settings.lockWait().toNanos();
    for (int round = 1; !passed; round++) {
      Optional<Outcome.Failed> objection = lag.objection(holder, progress.reached());
      if (objection.isPresent()
          && (objection.get().failure() != FailureKind.TRANSIENT
              || System.nanoTime() - deadline > 0
              || watchdog.expired()
              || !Backoff.sleep(Backoff.ceiling(settings.lockRetry(), round)))) {
        return objection.map(Outcome.class::cast);
      }
      passed = objection.isEmpty();
    }
    return Optional.empty();
  }
}
