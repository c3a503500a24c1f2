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
  private final Epoch epoch;
  private final EngineSettings settings;
  private final Watchdog watchdog;

  LockWait(Preflight preflight, Epoch epoch, EngineSettings settings, Watchdog watchdog) {
    this.preflight = preflight;
    this.epoch = epoch;
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
      endPredecessor();
      if (System.nanoTime() > deadline
          || watchdog.expired()
          || !Backoff.sleep(Backoff.ceiling(settings.lockRetry(), 1))) {
        return state;
      }
    }
  }

  /** A worker that was given up may still hold the lock, stopped or out of reach: it is fenced. */
  private void endPredecessor() throws SQLException {
    Preflight.LockHolder holder = preflight.lockHolder();
    if (holder != null
        && SessionName.parse(holder.application())
            .filter(name -> name.epoch() < epoch.toLong())
            .isPresent()) {
      preflight.terminate(holder);
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
