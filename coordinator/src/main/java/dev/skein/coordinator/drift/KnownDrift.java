package dev.skein.coordinator.drift;

import dev.skein.rollout.cohort.Alike;
import dev.skein.rollout.cohort.Cohort;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who is known to be odd from earlier looks; nobody is asked. */
@Component
public class KnownDrift {
  private final FingerprintRows fingerprints;

  KnownDrift(FingerprintRows fingerprints) {
    this.fingerprints = fingerprints;
  }

  /** Those of the tenants that were not as most at their version when they were last read. */
  public List<String> among(Collection<String> tenants) {
    Set<String> asked = new HashSet<>(tenants);
    return Cohort.of(fingerprints.others(List.of())).stream()
        .flatMap(cohort -> cohort.odd().stream())
        .map(Alike::tenants)
        .flatMap(List::stream)
        .filter(asked::contains)
        .sorted()
        .toList();
  }
}
