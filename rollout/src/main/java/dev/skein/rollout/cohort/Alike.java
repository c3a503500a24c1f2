package dev.skein.rollout.cohort;

import dev.skein.contracts.catalog.Fingerprint;
import java.util.List;

/**
 * Tenants of one cohort with one fingerprint.
 *
 * @param tenants at least one, in the order of their names
 */
public record Alike(Fingerprint fingerprint, List<String> tenants) {
  public Alike {
    tenants = tenants.stream().sorted().toList();
  }
}
