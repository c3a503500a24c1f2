package dev.skein.coordinator.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.skein.coordinator.web.RefusedException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a webhook can be told. The names are for receivers, and never change. */
public enum NewsType {
  STARTED("rollout.started", "started"),
  WAVE_PASSED("rollout.wave_passed", "passed a wave"),
  APPROVAL_NEEDED("rollout.approval_needed", "needs an approval"),
  HALTED("rollout.halted", "halted"),
  PAUSED("rollout.paused", "was paused"),
  RESUMED("rollout.resumed", "goes on"),
  SHARD_PAUSED("rollout.shard_paused", "paused a shard"),
  ABORTED("rollout.aborted", "was aborted"),
  COMPLETED("rollout.completed", "completed"),
  ROLLBACK_STARTED("rollout.rollback_started", "is being taken back"),
  ROLLBACK_STUCK("rollout.rollback_stuck", "is not taken back yet"),
  ROLLED_BACK("rollout.rolled_back", "was taken back"),
  /** Made by a person, to see whether it arrives. */
  TEST("webhook.test", "");

  private final String type;
  private final String did;

  NewsType(String type, String did) {
    this.type = type;
    this.did = did;
  }

  @JsonValue
  String type() {
    return type;
  }

  /** For a sentence about a rollout. */
  String did() {
    return did;
  }

  static NewsType parse(String type) {
    return Arrays.stream(values())
        .filter(known -> known != TEST && known.type.equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    "expected an event among %s but got \"%s\""
                        .formatted(
                            Arrays.stream(values())
                                .filter(known -> known != TEST)
                                .map(NewsType::type)
                                .collect(Collectors.joining(", ")),
                            type)));
  }
}
