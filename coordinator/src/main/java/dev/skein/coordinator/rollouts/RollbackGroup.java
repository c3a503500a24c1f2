package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.SchemaVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tenants that stand alike in a rollout that is taken back.
 *
 * @param group in words
 * @param happens to each of them
 * @param sample the first of them; copied
 */
record RollbackGroup(String group, int tenants, String happens, List<String> sample) {
  private static final int SAMPLE = 5;

  RollbackGroup {
    sample = List.copyOf(sample);
  }

  /** In the order of their names; tenants that stand alike for the purpose are one group. */
  static List<RollbackGroup> of(List<RollbackRows.Slots> slots, boolean replay) {
    Map<String, RollbackGroup> groups = new LinkedHashMap<>();
    for (RollbackRows.Slots one : slots) {
      RollbackGroup group = of(one, replay);
      groups.merge(group.group, group, RollbackGroup::plus);
    }
    return List.copyOf(groups.values());
  }

  private RollbackGroup plus(RollbackGroup other) {
    List<String> both = new ArrayList<>(sample);
    both.addAll(other.sample);
    return new RollbackGroup(
        group, tenants + other.tenants, happens, both.stream().sorted().limit(SAMPLE).toList());
  }

  private static RollbackGroup of(RollbackRows.Slots slots, boolean replay) {
    String found = "what it turns out to have is undone, the rest is recorded as skipped";
    return switch (slots.state()) {
      case SUCCEEDED, ALREADY_CURRENT -> group(slots, "done", "runs the undo scripts");
      case FAILED_CLEAN -> group(slots, "failed clean" + after(slots.version()), found);
      case FAILED_PARTIAL ->
          group(slots, "failed half-way", "starts quarantined: repair it, then release it");
      case QUARANTINED -> group(slots, "quarantined", "stays quarantined until it is released");
      case UNKNOWN -> group(slots, "unknown", "is read first; " + found);
      case DISPATCHED, ACCEPTED ->
          group(slots, "under way", "ends its attempt and is read first; " + found);
      case PENDING, BLOCKED, WAITING_RETRY, SKIPPED, CANCELLED -> {
        if (slots.tried()) {
          yield group(slots, "not through" + after(slots.version()), found);
        }
        yield group(
            slots,
            "never started",
            replay
                ? "runs the release and its undo scripts"
                : "runs neither; both are recorded as skipped");
      }
    };
  }

  private static String after(@Nullable SchemaVersion version) {
    return version == null ? "" : " after " + version;
  }

  private static RollbackGroup group(RollbackRows.Slots slots, String group, String happens) {
    return new RollbackGroup(group, slots.tenants(), happens, slots.sample());
  }
}
