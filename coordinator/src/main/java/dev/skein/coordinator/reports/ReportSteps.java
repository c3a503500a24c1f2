package dev.skein.coordinator.reports;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.report.CommandAnswered;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationReport;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.coordinator.rollouts.RolloutSteps;
import dev.skein.coordinator.rollouts.ShardTempo;
import dev.skein.coordinator.rollouts.TenantEvent;
import dev.skein.rollout.rules.AttemptEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes a rollout's reports to the attempts' timeline and steps the rollout, in one transaction.
 */
@Component
class ReportSteps {
  private final AttemptRows attempts;
  private final RolloutSteps steps;
  private final ShardTempo tempo;

  ReportSteps(AttemptRows attempts, RolloutSteps steps, ShardTempo tempo) {
    this.attempts = attempts;
    this.steps = steps;
    this.tempo = tempo;
  }

  @Transactional
  public void on(RolloutId rollout, List<MigrationReport> reports) {
    // The rollout's lock comes first, so that two coordinators never wait for each other.
    reports.forEach(this::time);
    steps.on(rollout, reports.stream().flatMap(ReportSteps::event).toList());
    attempts.save(reports);
  }

  private void time(MigrationReport report) {
    if (report instanceof TenantMigrationResult result && worked(result.outcome())) {
      tempo.took(report.attempt().shard().value(), result.took());
    }
  }

  private static boolean worked(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied _, Outcome.AlreadyCurrent _, Outcome.Failed _, Outcome.Unknown _ -> true;
      case Outcome.Returned _, Outcome.Rejected _ -> false;
    };
  }

  private static Stream<TenantEvent> event(MigrationReport report) {
    AttemptEvent event =
        switch (report) {
          case MigrationAccepted _ -> new AttemptEvent.Accepted();
          case TenantMigrationResult result ->
              new AttemptEvent.Ended(result.outcome(), ThreadLocalRandom.current().nextDouble());
          case MigrationStarted _, MigrationProgressed _, CommandAnswered _ -> null;
        };
    return event == null
        ? Stream.empty()
        : Stream.of(
            new TenantEvent(
                report.attempt().tenant(),
                Objects.requireNonNull(report.attempt().attempt()),
                event,
                report instanceof TenantMigrationResult result ? result.fingerprints() : null));
  }
}
