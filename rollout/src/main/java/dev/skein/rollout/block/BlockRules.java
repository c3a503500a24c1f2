package dev.skein.rollout.block;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.state.Blocker;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a tenant may be sent a release now. */
public final class BlockRules {
  private BlockRules() {}

  /**
   * What keeps it longest: a pin, then the freeze that ends last, then its windows.
   *
   * @param head the highest version of the release, or null when it has none
   */
  public static Optional<Block> judge(
      Blockable tenant, @Nullable SchemaVersion head, List<Freeze> freezes, Instant now) {
    SchemaVersion pin = tenant.pin();
    if (pin != null && head != null && head.compareTo(pin) > 0) {
      return Optional.of(new Block(Blocker.PIN, null, "pinned at version " + pin));
    }
    return freezes.stream()
        .filter(freeze -> freeze.holds(tenant, now))
        .max(Comparator.comparing(freeze -> freeze.until() == null ? Instant.MAX : freeze.until()))
        .map(
            freeze ->
                new Block(
                    Blocker.FREEZE,
                    freeze.until(),
                    "%s is frozen: %s".formatted(freeze.scope(), freeze.reason())))
        .or(() -> window(tenant.windows(), now));
  }

  private static Optional<Block> window(List<Window> windows, Instant now) {
    if (windows.isEmpty() || windows.stream().anyMatch(window -> window.open(now))) {
      return Optional.empty();
    }
    return windows.stream()
        .min(Comparator.comparing(window -> window.nextOpen(now)))
        .map(next -> new Block(Blocker.WINDOW, next.nextOpen(now), "outside its window " + next));
  }
}
