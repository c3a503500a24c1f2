package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.blocks.Ruling;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tenants that may not be sent now, and alike why.
 *
 * @param by {@code window}, {@code freeze}, {@code pin} or {@code quarantine}
 * @param until when it ends by itself, or null when only a person ends it
 * @param sample the first of them
 */
record BlockedNow(
    String by, String why, @Nullable Instant until, int tenants, List<String> sample) {
  private static final int SAMPLE = 5;

  /** The most first. */
  static List<BlockedNow> of(Map<TenantId, Ruling> rulings) {
    return rulings.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue,
                Collectors.mapping(entry -> entry.getKey().value(), Collectors.toList())))
        .entrySet()
        .stream()
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt(BlockedNow::tenants).reversed())
        .toList();
  }

  private static BlockedNow of(Ruling ruling, List<String> tenants) {
    List<String> sample = tenants.stream().sorted().limit(SAMPLE).toList();
    return switch (ruling) {
      case Ruling.Blocked(var block) ->
          new BlockedNow(
              block.by().name().toLowerCase(Locale.ROOT),
              block.why(),
              block.until(),
              tenants.size(),
              sample);
      case Ruling.Quarantined(String why) ->
          new BlockedNow("quarantine", why, null, tenants.size(), sample);
    };
  }
}
