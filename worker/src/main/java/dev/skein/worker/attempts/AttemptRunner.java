package dev.skein.worker.attempts;

import dev.skein.contracts.command.AdoptTenant;
import dev.skein.contracts.command.BaselineTenant;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.command.MigrateTenant;
import dev.skein.contracts.command.PlanTenant;
import dev.skein.contracts.command.ProvisionTenant;
import dev.skein.contracts.event.RolloutSignal;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.contracts.report.ReturnReason;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.engine.MigrationListener;
import dev.skein.engine.MigrationRequest;
import dev.skein.engine.TenantEngine;
import dev.skein.worker.Incarnation;
import dev.skein.worker.ShardProperties;
import dev.skein.worker.bundles.Bundle;
import dev.skein.worker.bundles.BundleCache;
import dev.skein.worker.control.RolloutSignals;
import dev.skein.worker.reports.ReportPublisher;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries one attempt out, and says how it ended. */
@Component
class AttemptRunner {
  private final TenantEngine engine;
  private final BundleCache bundles;
  private final RolloutSignals signals;
  private final ReportPublisher reports;
  private final Incarnation incarnation;
  private final InHand inHand;

  AttemptRunner(
      TenantEngine engine,
      BundleCache bundles,
      RolloutSignals signals,
      ReportPublisher reports,
      Incarnation incarnation,
      InHand inHand) {
    this.engine = engine;
    this.bundles = bundles;
    this.signals = signals;
    this.reports = reports;
    this.incarnation = incarnation;
    this.inHand = inHand;
  }

  void run(ShardProperties shard, QueuedAttempt attempt) {
    long begin = System.nanoTime();
    Outcome outcome =
        switch (attempt.command()) {
          case MigrateTenant command -> migrate(shard, attempt, command);
          case PlanTenant _, BaselineTenant _, AdoptTenant _, InspectTenant _, ProvisionTenant _ ->
              new Outcome.Rejected(
                  RejectionReason.UNSUPPORTED_COMMAND,
                  "expected a command to migrate but got %s, which this worker cannot carry out; upgrade it"
                      .formatted(attempt.command().getClass().getSimpleName()),
                  null);
        };
    finish(attempt, outcome, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** The worker stops before the attempt was started. */
  void giveBack(QueuedAttempt attempt) {
    finish(attempt, new Outcome.Returned(ReturnReason.DRAINING), Duration.ZERO);
  }

  /** Nothing can be said of the attempt any more. */
  void abandon(QueuedAttempt attempt) {
    inHand.drop(attempt.id());
  }

  private Outcome migrate(ShardProperties shard, QueuedAttempt attempt, MigrateTenant command) {
    ReturnReason held = held(command.order().rollout());
    if (held != null) {
      return new Outcome.Returned(held);
    }
    return switch (bundles.get(command.release().digest())) {
      case Bundle.Bad(String why) -> new Outcome.Rejected(RejectionReason.BAD_BUNDLE, why, null);
      case Bundle.Unreachable(String why) ->
          new Outcome.Failed(FailureKind.TRANSIENT, null, null, null, null, why, null, false);
      case Bundle.Ready(var release) ->
          engine.migrate(
              new MigrationRequest(
                  command.target().tenant(),
                  shard.address(command.target()),
                  release,
                  command.release().placeholders(),
                  command.target().labels(),
                  command.order().epoch(),
                  command.order().rollout(),
                  command.order().attempt(),
                  command.order().timeLimit()),
              new Reporter(attempt));
    };
  }

  private @Nullable ReturnReason held(@Nullable RolloutId rollout) {
    if (rollout == null) {
      return null;
    }
    try {
      RolloutSignal signal = signals.of(rollout);
      return switch (signal) {
        case HALTED -> ReturnReason.HALTED;
        case PAUSED -> ReturnReason.PAUSED;
        case RESUMED -> null;
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ReturnReason.DRAINING;
    }
  }

  private void finish(QueuedAttempt attempt, Outcome outcome, Duration took) {
    var _ =
        reports
            .report(
                new TenantMigrationResult(
                    attempt.ref(), incarnation.worker(), Instant.now(), outcome, took))
            .whenComplete((_, _) -> inHand.drop(attempt.id()));
  }

  /** Passes the engine's news on. */
  private final class Reporter implements MigrationListener {
    private final QueuedAttempt attempt;

    Reporter(QueuedAttempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public void started(int backendPid) {
      var _ =
          reports.report(
              new MigrationStarted(attempt.ref(), incarnation.worker(), Instant.now(), backendPid));
    }

    @Override
    public void progressed(String script, int done, int total) {
      var _ =
          reports.report(
              new MigrationProgressed(
                  attempt.ref(), incarnation.worker(), Instant.now(), script, done, total));
    }
  }
}
