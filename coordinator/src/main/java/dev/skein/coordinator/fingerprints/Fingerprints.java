package dev.skein.coordinator.fingerprints;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout's fingerprints say, as a status shows it.
 *
 * @param taken tenants that came through and were read
 * @param missing tenants that came through and could not be read
 * @param departed tenants that left their cohort during the rollout
 * @param older tenants that were odd before it, which is not held against it
 * @param departures the first groups of those that left
 * @param oddBefore the first groups of those that were odd before
 */
public record Fingerprints(
    int taken,
    int missing,
    int departed,
    int older,
    List<Departed> departures,
    List<Older> oddBefore) {
  private static final int NAMED = 5;

  public Fingerprints {
    departures = List.copyOf(departures);
    oddBefore = List.copyOf(oddBefore);
  }

  /**
   * Tenants that left in the same way.
   *
   * @param sample the first of them by name
   * @param from where they stood; null for fresh tenants, or where nobody saw it
   * @param to where they stand; null where only repeatables were ever applied
   * @param like one of those that they are unlike; null in a tie
   */
  public record Departed(
      int tenants,
      List<String> sample,
      @Nullable String from,
      @Nullable String to,
      @Nullable String like) {
    public Departed {
      sample = List.copyOf(sample);
    }
  }

  /**
   * Tenants that were odd in the same way.
   *
   * @param version where they stood; null for fresh tenants
   */
  public record Older(int tenants, List<String> sample, @Nullable String version) {
    public Older {
      sample = List.copyOf(sample);
    }
  }

  /** What a person should know and do, a line each. */
  public List<String> attention() {
    List<String> lines = new ArrayList<>();
    if (departed > 0) {
      Set<String> apart = new LinkedHashSet<>();
      departures.stream().limit(NAMED).forEach(one -> apart.add(one.sample().getFirst()));
      departures.stream()
          .limit(NAMED)
          .map(Departed::like)
          .forEach(
              like -> {
                if (like != null) {
                  apart.add(like);
                }
              });
      lines.add(
          "%s left %s cohort during this rollout; what differs: skein drift --tenants %s"
              .formatted(
                  count(departed), departed == 1 ? "its" : "their", String.join(",", apart)));
    }
    if (missing > 0) {
      lines.add(
          "of %s no fingerprint could be taken, so what became of them is not known"
              .formatted(count(missing)));
    }
    if (older > 0) {
      lines.add(
          "%s %s not as the others before this rollout, which is not held against it: %s"
              .formatted(
                  count(older),
                  older == 1 ? "was" : "were",
                  String.join(
                      ", ",
                      oddBefore.stream()
                          .flatMap(one -> one.sample().stream())
                          .limit(NAMED)
                          .toList())));
    }
    return lines;
  }

  private static String count(int tenants) {
    return tenants == 1 ? "1 tenant" : tenants + " tenants";
  }
}
