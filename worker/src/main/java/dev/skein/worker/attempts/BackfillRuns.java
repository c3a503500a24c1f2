package dev.skein.worker.attempts;

import dev.skein.contracts.answer.TenantBackfill;
import dev.skein.contracts.command.BackfillTenant;
import dev.skein.contracts.event.WorkerHeartbeat.BackfillPresence;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.BackfillRequest;
import dev.skein.engine.PreparedRelease;
import dev.skein.engine.Reading;
import dev.skein.engine.TenantEngine;
import dev.skein.engine.backfill.BackfillGate;
import dev.skein.engine.backfill.BackfillProgress;
import dev.skein.engine.backfill.ServerThrottle;
import dev.skein.worker.BackfillShare;
import dev.skein.worker.ShardProperties;
import dev.skein.worker.bundles.Bundle;
import dev.skein.worker.bundles.BundleCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Backfills under way: within their shard's share, and how far each has come. */
@Component
public class BackfillRuns {
  private final TenantEngine engine;
  private final BundleCache bundles;
  private final Map<ShardId, ServerThrottle> throttles = new ConcurrentHashMap<>();
  private final Map<AttemptId, BackfillPresence> underWay = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  BackfillRuns(TenantEngine engine, BundleCache bundles) {
    this.engine = engine;
    this.bundles = bundles;
  }

  /** How far each has come that has committed a batch. */
  public List<BackfillPresence> progress() {
    return List.copyOf(underWay.values());
  }

  /** Lets the batches that run come to their end, and no further one begin. */
  void stop() {
    stopping = true;
  }

  Reading<TenantBackfill> run(ShardProperties shard, BackfillTenant command) {
    return switch (bundles.get(command.release().digest())) {
      case Bundle.Bad(String why) ->
          new Reading.Unanswered<>(new Outcome.Rejected(RejectionReason.BAD_BUNDLE, why, null));
      case Bundle.Unreachable(String why) ->
          new Reading.Unanswered<>(
              new Outcome.Failed(FailureKind.TRANSIENT, null, null, null, null, why, null, false));
      case Bundle.Ready(var release) -> run(shard, command, release);
    };
  }

  private Reading<TenantBackfill> run(
      ShardProperties shard, BackfillTenant command, PreparedRelease release) {
    AttemptId attempt = command.order().attempt();
    BackfillShare share = shard.backfillShare();
    ServerThrottle throttle =
        throttles.computeIfAbsent(
            shard.shardId(), _ -> new ServerThrottle(share.atOnce(), share.rows()));
    BackfillRequest request =
        new BackfillRequest(
            AttemptRequests.of(shard, command, command.release(), release), command.backfill());
    try {
      return switch (engine.backfill(request, () -> turn(attempt, throttle))) {
        case Reading.Answered<BackfillProgress>(BackfillProgress now) ->
            new Reading.Answered<>(
                new TenantBackfill(now.name(), now.done(), now.batches(), now.rows()));
        case Reading.Unanswered<BackfillProgress>(Outcome outcome) ->
            new Reading.Unanswered<>(outcome);
      };
    } finally {
      underWay.remove(attempt);
    }
  }

  private Optional<BackfillGate.Turn> turn(AttemptId attempt, ServerThrottle throttle)
      throws InterruptedException {
    if (stopping) {
      return Optional.empty();
    }
    ServerThrottle.Share share = throttle.take();
    return Optional.of(
        new BackfillGate.Turn() {
          @Override
          public void ran(long rows, BackfillProgress progress) {
            share.spent(rows);
            underWay.put(
                attempt, new BackfillPresence(attempt, progress.batches(), progress.rows()));
          }

          @Override
          public void close() {
            share.close();
          }
        });
  }
}
