package dev.skein.engine;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits a while for the tenant's lock, and ends the session of an attempt that was given up. */
final class LockWait {
  private final Preflight preflight;
  private final SessionName self;
  private final EngineSettings settings;
  private final Watchdog watchdog;

  LockWait(Preflight preflight, Epoch epoch, EngineSettings settings, Watchdog watchdog) {
    this.preflight = preflight;
    this.self = new SessionName(epoch.toLong(), "");
    this.settings = settings;
    this.watchdog = watchdog;
  }

  /** What stands in the tenant, read under its lock; empty where another kept the lock. */
  Optional<TenantState> tryForAWhile() throws SQLException {
    long deadline = System.nanoTime() + settings.lockWait().toNanos();
    while (true) {
      Optional<TenantState> state = preflight.tryLockAndRead();
      if (state.isPresent()) {
        return state;
      }
      preflight.lockHolders().endPredecessor(self);
      if (System.nanoTime() > deadline
          || watchdog.expired()
          || !Backoff.sleep(Backoff.ceiling(settings.lockRetry(), 1))) {
        return state;
      }
    }
  }

  static Outcome lockedOut(@Nullable SchemaVersion reached) {
    return new Outcome.Failed(
        FailureKind.TRANSIENT,
        null,
        null,
        null,
        null,
        "another migration holds this tenant's lock; try again when it is done",
        reached,
        false);
  }
}
