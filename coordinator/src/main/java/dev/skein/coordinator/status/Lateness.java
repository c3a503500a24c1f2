package dev.skein.coordinator.status;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.status.FleetStatus.Newest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind, and since when, by the releases that rollouts completed with; pure.
 *
 * @param completed in any order; copied
 */
record Lateness(List<Newest> completed) {
  Lateness {
    completed = List.copyOf(completed);
  }

  /** The one that was completed last, or null when none was. */
  @Nullable Newest newest() {
    return completed.stream().max(Comparator.comparing(Newest::completedAt)).orElse(null);
  }

  /**
   * When the first release above a version was completed, of those that were; null when the tenants
   * there have the newest one's version or a higher one.
   *
   * @param version null for tenants that were never heard of
   */
  @Nullable Instant since(@Nullable String version) {
    Newest newest = newest();
    if (newest == null || !below(version, newest)) {
      return null;
    }
    return completed.stream()
        .filter(release -> below(version, release))
        .map(Newest::completedAt)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static boolean below(@Nullable String version, Newest release) {
    return version == null
        || new SchemaVersion(version).compareTo(new SchemaVersion(release.version())) < 0;
  }
}
