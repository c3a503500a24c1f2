package dev.skein.worker.attempts;

import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.TenantFingerprints;
import dev.skein.engine.MigrationListener;
import dev.skein.worker.Incarnation;
import dev.skein.worker.reports.ReportPublisher;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the engine's news of one attempt on. How far it is, twice a second at most, and never
 * after its end: who takes shorter has said all with the result.
 */
final class AttemptReporter implements MigrationListener {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptReporter.class);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

  private final QueuedAttempt attempt;
  private final ReportPublisher reports;
  private final Incarnation incarnation;
  private @Nullable MigrationProgressed latest;
  private boolean due;
  private boolean closed;
  private volatile @Nullable String backup;
  private volatile @Nullable TenantFingerprints fingerprints;

  AttemptReporter(QueuedAttempt attempt, ReportPublisher reports, Incarnation incarnation) {
    this.attempt = attempt;
    this.reports = reports;
    this.incarnation = incarnation;
  }

  /** What the backup that was taken is called; null without one. */
  @Nullable String backup() {
    return backup;
  }

  /** What was read of the tenant's schema; null where nothing was. */
  @Nullable TenantFingerprints fingerprints() {
    return fingerprints;
  }

  @Override
  public void fingerprinted(TenantFingerprints taken) {
    fingerprints = taken;
  }

  @Override
  public void started(int backendPid) {
    var _ =
        reports.report(
            new MigrationStarted(attempt.ref(), incarnation.worker(), Instant.now(), backendPid));
  }

  @Override
  public void backedUp(String reference) {
    backup = reference;
    LOG.atInfo()
        .addKeyValue("tenant", attempt.command().target().tenant())
        .addKeyValue("attempt", attempt.id())
        .addKeyValue("backup", reference)
        .log("a tenant was backed up before its migration");
  }

  @Override
  public synchronized void progressed(String script, int done, int total) {
    latest =
        new MigrationProgressed(
            attempt.ref(), incarnation.worker(), Instant.now(), script, done, total);
    if (!due) {
      due = true;
      LATER.execute(this::tell);
    }
  }

  private synchronized void tell() {
    due = false;
    if (latest != null && !closed) {
      var _ = reports.report(latest);
      latest = null;
    }
  }

  /** The attempt has ended: its result follows, and nothing after it. */
  synchronized void close() {
    closed = true;
  }
}
