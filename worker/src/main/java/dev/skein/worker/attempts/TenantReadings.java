package dev.skein.worker.attempts;

import dev.skein.contracts.answer.TenantBaseline;
import dev.skein.contracts.codec.MessageCodec;
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
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers commands whose answer is more than an outcome: as JSON, of a length that a message may
 * have.
 */
@Component
class TenantReadings {
  static final int LONGEST_ANSWER = 256 * 1024;

  private static final JsonMapper MAPPER = MessageCodec.jsonMapper();

  private final TenantReader reader;
  private final TenantEngine engine;
  private final BundleCache bundles;

  TenantReadings(TenantReader reader, TenantEngine engine, BundleCache bundles) {
    this.reader = reader;
    this.engine = engine;
    this.bundles = bundles;
  }

  Reading<String> plan(ShardProperties shard, PlanTenant command) {
    return json(withRelease(shard, command, command.release(), reader::plan));
  }

  Reading<String> rehearse(ShardProperties shard, RehearseTenant command) {
    return json(withRelease(shard, command, command.release(), reader::rehearse));
  }

  Reading<String> inspect(ShardProperties shard, InspectTenant command) {
    return json(
        reader.inspect(
            new InspectionRequest(
                command.target().tenant(),
                shard.address(command.target()),
                Set.copyOf(command.facts()),
                command.order().attempt(),
                command.order().timeLimit())));
  }

  /** A catalog that would make the answer too long is left out; it can be inspected. */
  Reading<String> baseline(ShardProperties shard, BaselineTenant command) {
    Reading<TenantBaseline> reading =
        withRelease(
            shard,
            command,
            command.release(),
            request ->
                engine.baseline(
                    new BaselineRequest(request, command.version(), command.fingerprint())));
    return reading instanceof Reading.Answered<TenantBaseline>(TenantBaseline answer)
            && bytes(MAPPER.writeValueAsString(answer)) > LONGEST_ANSWER
        ? written(answer.withoutCatalog())
        : json(reading);
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

  /** The answer as JSON. */
  static <T> Reading<String> json(Reading<T> reading) {
    return switch (reading) {
      case Reading.Answered<T>(T answer) -> written(answer);
      case Reading.Unanswered<T>(Outcome outcome) -> new Reading.Unanswered<>(outcome);
    };
  }

  private static <T> Reading<String> written(T answer) {
    String json = MAPPER.writeValueAsString(answer);
    int bytes = bytes(json);
    return bytes <= LONGEST_ANSWER
        ? new Reading.Answered<>(json)
        : unanswered(
            FailureKind.FAILURE,
            "expected an answer of up to %d bytes but it has %d; ask for less"
                .formatted(LONGEST_ANSWER, bytes));
  }

  private static int bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  private static <T> Reading<T> unanswered(FailureKind kind, String why) {
    return new Reading.Unanswered<>(
        new Outcome.Failed(kind, null, null, null, null, why, null, false));
  }
}
