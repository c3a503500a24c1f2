package dev.skein.engine;

import dev.skein.contracts.answer.TenantBaseline;
import dev.skein.contracts.command.FingerprintRule;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.backfill.BackfillGate;
import dev.skein.engine.backfill.BackfillProgress;
import dev.skein.engine.backup.BackupHook;
import dev.skein.release.bundle.ReleaseSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Brings one release to one tenant's database, safely: alone, once, in order, and never by a worker
 * that was overtaken. Blocks until the outcome is known, at most the request's time limit plus the
 * cancel grace and the time to ask a lost connection's server again. Safe for use by any number of
 * (virtual) threads at once. Failures that databases and networks are known for are outcomes, never
 * exceptions; an exception is a bug here, or came out of the address's secret.
 */
public final class TenantEngine {
  private final EngineSettings settings;
  private final Applier applier = new ReleaseApplier();

  public TenantEngine(EngineSettings settings) {
    this.settings = settings;
  }

  /** One attempt; the listener hears from this thread. */
  public Outcome migrate(MigrationRequest request, MigrationListener listener) {
    return migrate(request, listener, null);
  }

  /**
   * One attempt, before whose first script a backup is taken; without it nothing is applied.
   *
   * @param backup asked once, and only where something is pending; null for none
   */
  public Outcome migrate(
      MigrationRequest request, MigrationListener listener, @Nullable BackupHook backup) {
    return migrate(request, listener, backup, FingerprintRule.OFF);
  }

  /**
   * One attempt, which tells the listener what the schema was before the first script and after the
   * last one.
   *
   * @param backup asked once, and only where something is pending; null for none
   */
  public Outcome migrate(
      MigrationRequest request,
      MigrationListener listener,
      @Nullable BackupHook backup,
      FingerprintRule fingerprint) {
    try (Watchdog watchdog = new Watchdog(request.timeLimit(), settings.cancelGrace())) {
      return new Attempt(settings, request, listener, applier, watchdog, backup, fingerprint).run();
    }
  }

  /**
   * Takes a tenant on, which holds objects but no history. Asked again, it finds what it wrote;
   * what it refuses is in the answer, with its reason.
   */
  public Reading<TenantBaseline> baseline(BaselineRequest request) {
    MigrationRequest attempt = request.attempt();
    return new Conversation(
            settings,
            attempt.address(),
            SessionName.of(attempt.epoch(), attempt.attempt()),
            attempt.timeLimit(),
            attempt.release().settings())
        .about(
            (connection, watchdog) ->
                new Baselining(connection, request, settings, watchdog).baseline());
  }

  /**
   * Runs a backfill, each batch in a transaction of its own, until nothing is left for it, the gate
   * lets no further batch pass, or the time limit is reached; then the answer says how far it came,
   * and another run goes on from there. What a crash leaves behind is the last batch that was
   * committed, counted. One run a tenant at a time.
   */
  public Reading<BackfillProgress> backfill(BackfillRequest request, BackfillGate gate) {
    MigrationRequest attempt = request.attempt();
    PreparedBackfill backfill = attempt.release().backfill(request.name());
    ReleaseSettings release = attempt.release().settings();
    Duration batch = backfill.backfill().timeout();
    long deadline = System.nanoTime() + attempt.timeLimit().toNanos();
    return new Conversation(
            settings,
            attempt.address(),
            SessionName.ofBackfill(attempt.epoch(), attempt.attempt()),
            // The watchdog is for a server that no longer answers: batches end by themselves.
            attempt.timeLimit().plus(batch).plus(settings.lockWait()),
            new ReleaseSettings(batch, release.lockTimeout(), false, false))
        .about(
            (connection, _) ->
                new Backfilling(connection, attempt, backfill, gate, settings, deadline).run());
  }
}
