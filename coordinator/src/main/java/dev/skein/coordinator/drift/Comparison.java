package dev.skein.coordinator.drift;

import dev.skein.rollout.cohort.Alike;
import dev.skein.rollout.cohort.Cohort;
import dev.skein.rollout.cohort.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds who is odd among tenants that were read; what differs is told later. */
final class Comparison {
  private Comparison() {}

  /** Which releases brought tenants to where they stand, by name. */
  interface Releases {
    List<String> of(Collection<String> tenants);
  }

  /**
   * @param reads of everybody whose fingerprint is known, each once
   * @param asked whom the look is about
   */
  static List<DriftReport.Cohort> cohorts(
      Collection<Read> reads, Set<String> asked, Releases releases) {
    List<DriftReport.Cohort> cohorts = new ArrayList<>();
    for (Cohort cohort : Cohort.of(reads)) {
      if (cohort.groups().stream().anyMatch(group -> isAbout(group, asked))) {
        cohorts.add(cohort(cohort, asked, releases));
      }
    }
    return cohorts;
  }

  private static boolean isAbout(Alike group, Set<String> asked) {
    return group.tenants().stream().anyMatch(asked::contains);
  }

  private static DriftReport.Cohort cohort(Cohort cohort, Set<String> asked, Releases releases) {
    List<DriftReport.Odd> odd =
        cohort.odd().stream()
            .filter(group -> isAbout(group, asked))
            .map(group -> odd(group, asked, releases))
            .toList();
    @Nullable Alike most = cohort.most().orElse(null);
    Alike like = cohort.groups().getFirst();
    return new DriftReport.Cohort(
        cohort.version(),
        cohort.serverMajor(),
        cohort.algorithm(),
        cohort.tenants(),
        most == null ? null : most.fingerprint(),
        most == null ? 0 : most.tenants().size(),
        odd.isEmpty() ? List.of() : releases.of(like.tenants()),
        odd.isEmpty() ? null : like.tenants().getFirst(),
        odd);
  }

  private static DriftReport.Odd odd(Alike group, Set<String> asked, Releases releases) {
    List<String> tenants = group.tenants().stream().filter(asked::contains).toList();
    return new DriftReport.Odd(group.fingerprint(), tenants, releases.of(tenants), null, null);
  }
}
