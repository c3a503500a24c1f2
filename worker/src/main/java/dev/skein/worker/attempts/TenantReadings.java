package dev.skein.worker.attempts;

import dev.skein.contracts.answer.TenantBaseline;
import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.answer.TenantRehearsal;
import dev.skein.contracts.command.BaselineTenant;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.command.PlanTenant;
import dev.skein.contracts.command.RehearseTenant;
import dev.skein.contracts.command.ReleaseOrder;
import dev.skein.contracts.command.TenantCommand;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.BaselineRequest;
import dev.skein.engine.InspectionRequest;
import dev.skein.engine.MigrationRequest;
import dev.skein.engine.Reading;
import dev.skein.engine.TenantEngine;
import dev.skein.engine.TenantReader;
import dev.skein.worker.ShardProperties;
import dev.skein.worker.bundles.Bundle;
import dev.skein.worker.bundles.BundleCache;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Carries out commands whose answer is more than an outcome. */
@Component
class TenantReadings {
  private final TenantReader reader;
  private final TenantEngine engine;
  private final BundleCache bundles;

  TenantReadings(TenantReader reader, TenantEngine engine, BundleCache bundles) {
    this.reader = reader;
    this.engine = engine;
    this.bundles = bundles;
  }

  Reading<TenantPlan> plan(ShardProperties shard, PlanTenant command) {
    return withRelease(shard, command, command.release(), reader::plan);
  }

  Reading<TenantRehearsal> rehearse(ShardProperties shard, RehearseTenant command) {
    return withRelease(shard, command, command.release(), reader::rehearse);
  }

  Reading<TenantInspection> inspect(ShardProperties shard, InspectTenant command) {
    return reader.inspect(
        new InspectionRequest(
            command.target().tenant(),
            shard.address(command.target()),
            Set.copyOf(command.facts()),
            command.order().attempt(),
            command.order().timeLimit()));
  }

  Reading<TenantBaseline> baseline(ShardProperties shard, BaselineTenant command) {
    return withRelease(
        shard,
        command,
        command.release(),
        request ->
            engine.baseline(
                new BaselineRequest(request, command.version(), command.fingerprint())));
  }

  private <T> Reading<T> withRelease(
      ShardProperties shard,
      TenantCommand command,
      ReleaseOrder order,
      Function<MigrationRequest, Reading<T>> read) {
    return switch (bundles.get(order.digest())) {
      case Bundle.Bad(String why) ->
          new Reading.Unanswered<>(new Outcome.Rejected(RejectionReason.BAD_BUNDLE, why, null));
      case Bundle.Unreachable(String why) -> unanswered(FailureKind.TRANSIENT, why);
      case Bundle.Ready(var release) ->
          read.apply(AttemptRequests.of(shard, command, order, release));
    };
  }

  private static <T> Reading<T> unanswered(FailureKind kind, String why) {
    return new Reading.Unanswered<>(
        new Outcome.Failed(kind, null, null, null, null, why, null, false));
  }
}
