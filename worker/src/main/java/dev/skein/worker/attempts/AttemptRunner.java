package dev.skein.worker.attempts;

import dev.skein.contracts.command.AdoptTenant;
import dev.skein.contracts.command.BackfillTenant;
import dev.skein.contracts.command.BackupRule;
import dev.skein.contracts.command.BaselineTenant;
import dev.skein.contracts.command.FingerprintRule;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.command.MigrateTenant;
import dev.skein.contracts.command.PlanTenant;
import dev.skein.contracts.command.ProvisionTenant;
import dev.skein.contracts.command.RehearseTenant;
import dev.skein.contracts.command.TenantCommand;
import dev.skein.contracts.event.RolloutSignal;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.report.CommandAnswered;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.contracts.report.ReturnReason;
import dev.skein.contracts.report.TenantFingerprints;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.engine.Reading;
import dev.skein.engine.TenantEngine;
import dev.skein.engine.backup.Backup;
import dev.skein.engine.backup.BackupCommand;
import dev.skein.engine.backup.BackupHook;
import dev.skein.engine.backup.BackupRuns;
import dev.skein.worker.Incarnation;
import dev.skein.worker.ShardProperties;
import dev.skein.worker.answers.AnswerWriter;
import dev.skein.worker.answers.WrittenAnswer;
import dev.skein.worker.bundles.Bundle;
import dev.skein.worker.bundles.BundleCache;
import dev.skein.worker.control.RolloutSignals;
import dev.skein.worker.reports.ReportPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries one attempt out, and says how it ended. */
@Component
class AttemptRunner {
  private final TenantEngine engine;
  private final BackupRuns backups;
  private final TenantReadings readings;
  private final BackfillRuns backfills;
  private final AnswerWriter answers;
  private final BundleCache bundles;
  private final RolloutSignals signals;
  private final ReportPublisher reports;
  private final Incarnation incarnation;
  private final InHand inHand;

  AttemptRunner(
      TenantEngine engine,
      BackupRuns backups,
      TenantReadings readings,
      BackfillRuns backfills,
      AnswerWriter answers,
      BundleCache bundles,
      RolloutSignals signals,
      ReportPublisher reports,
      Incarnation incarnation,
      InHand inHand) {
    this.engine = engine;
    this.backups = backups;
    this.readings = readings;
    this.backfills = backfills;
    this.answers = answers;
    this.bundles = bundles;
    this.signals = signals;
    this.reports = reports;
    this.incarnation = incarnation;
    this.inHand = inHand;
  }

  void run(ShardProperties shard, QueuedAttempt attempt) {
    try {
      var _ = shard.address(attempt.command().target());
    } catch (IllegalArgumentException e) {
      finish(attempt, misplaced(shard, attempt, e), Duration.ZERO, null, null);
      return;
    }
    switch (attempt.command()) {
      case MigrateTenant command -> {
        AttemptReporter reporter = new AttemptReporter(attempt, reports, incarnation);
        timed(attempt, reporter, () -> migrate(shard, reporter, command));
      }
      case PlanTenant command -> answer(attempt, () -> readings.plan(shard, command));
      case RehearseTenant command -> answer(attempt, () -> readings.rehearse(shard, command));
      case InspectTenant command -> answer(attempt, () -> readings.inspect(shard, command));
      case BaselineTenant command -> answer(attempt, () -> readings.baseline(shard, command));
      case BackfillTenant command -> answer(attempt, () -> backfills.run(shard, command));
      case AdoptTenant _, ProvisionTenant _ ->
          finish(attempt, unsupported(attempt.command()), Duration.ZERO, null, null);
    }
  }

  private static Outcome misplaced(
      ShardProperties shard, QueuedAttempt attempt, IllegalArgumentException why) {
    return new Outcome.Failed(
        FailureKind.CONFIGURATION,
        null,
        null,
        null,
        null,
        "tenant %s cannot be reached on shard %s: %s"
            .formatted(attempt.command().target().tenant(), shard.id(), why.getMessage()),
        null,
        false);
  }

  private static Outcome unsupported(TenantCommand command) {
    return new Outcome.Rejected(
        RejectionReason.UNSUPPORTED_COMMAND,
        "expected a command that this worker carries out but got %s; upgrade the worker"
            .formatted(command.getClass().getSimpleName()),
        null);
  }

  private void timed(QueuedAttempt attempt, AttemptReporter reporter, Supplier<Outcome> work) {
    long begin = System.nanoTime();
    Outcome outcome = work.get();
    reporter.close();
    finish(
        attempt,
        outcome,
        Duration.ofNanos(System.nanoTime() - begin),
        reporter.backup(),
        reporter.fingerprints());
  }

  private void answer(QueuedAttempt attempt, Supplier<? extends Reading<?>> work) {
    long begin = System.nanoTime();
    switch (answers.write(work.get())) {
      case Reading.Answered<WrittenAnswer>(WrittenAnswer answer) -> answered(attempt, answer);
      case Reading.Unanswered<WrittenAnswer>(Outcome outcome) ->
          finish(attempt, outcome, Duration.ofNanos(System.nanoTime() - begin), null, null);
    }
  }

  /** The worker stops before the attempt was started. */
  void giveBack(QueuedAttempt attempt) {
    finish(attempt, new Outcome.Returned(ReturnReason.DRAINING), Duration.ZERO, null, null);
  }

  /** Nothing can be said of the attempt any more. */
  void abandon(QueuedAttempt attempt) {
    inHand.drop(attempt.id());
  }

  private Outcome migrate(ShardProperties shard, AttemptReporter reporter, MigrateTenant command) {
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
              AttemptRequests.of(shard, command, command.release(), release),
              reporter,
              command.backup() == BackupRule.REQUIRED ? backup(shard) : null,
              Objects.requireNonNullElse(command.fingerprint(), FingerprintRule.OFF));
    };
  }

  private BackupHook backup(ShardProperties shard) {
    BackupCommand command = shard.backup();
    return command != null
        ? backups.by(command)
        : _ ->
            new Backup.Failed(
                FailureKind.CONFIGURATION,
                "expected a backup command for shard %s but this worker has none"
                    .formatted(shard.id()));
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

  private void finish(
      QueuedAttempt attempt,
      Outcome outcome,
      Duration took,
      @Nullable String backup,
      @Nullable TenantFingerprints fingerprints) {
    var _ =
        reports
            .report(
                new TenantMigrationResult(
                    attempt.ref(),
                    incarnation.worker(),
                    Instant.now(),
                    outcome,
                    took,
                    backup,
                    fingerprints))
            .whenComplete((_, _) -> inHand.drop(attempt.id()));
  }

  private void answered(QueuedAttempt attempt, WrittenAnswer answer) {
    var _ =
        reports
            .report(
                new CommandAnswered(
                    attempt.ref(),
                    incarnation.worker(),
                    Instant.now(),
                    answer instanceof WrittenAnswer.Said said ? said.json() : null,
                    answer instanceof WrittenAnswer.Left left ? left.digest().value() : null,
                    answer.bytes()))
            .whenComplete((_, _) -> inHand.drop(attempt.id()));
  }
}
