package dev.skein.rollout.cohort;

import org.jspecify.annotations.Nullable;

/**
 * Tenants that left their cohort on the way.
 *
 * @param like what most of their cohort have become; null where as many became something else, so
 *     that nobody can say who left and who stayed
 */
public record Departure(Passage passage, @Nullable Passage like) {
  /** {@code initech and 2 like it}. */
  String name() {
    int more = passage.tenants() - 1;
    return more == 0 ? passage.first() : "%s and %d like it".formatted(passage.first(), more);
  }
}
