package dev.skein.coordinator.drift;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A look as the API shows it.
 *
 * @param state reading, comparing or done
 * @param whole whether every tenant was to be read
 * @param tenants that are asked; 0 once that is forgotten
 * @param ended of them have answered, or cannot
 * @param attention what keeps it from going on
 * @param report null until it is done
 */
record DriftView(
    String id,
    String state,
    boolean whole,
    Instant askedAt,
    @Nullable Instant endedAt,
    int tenants,
    int ended,
    List<String> attention,
    @Nullable DriftReport report) {

  static DriftView of(DriftRows.Look look, int tenants, int ended, List<String> attention) {
    boolean done = look.state() == DriftRows.State.DONE;
    return new DriftView(
        look.id(),
        look.state().name().toLowerCase(Locale.ROOT),
        look.whole(),
        look.askedAt(),
        look.endedAt(),
        tenants,
        ended,
        attention,
        done ? look.report() : null);
  }
}
