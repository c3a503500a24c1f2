package dev.skein.rollout.policy;

import dev.skein.contracts.id.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Who goes first: everybody whom any part picks, united.
 *
 * @param tenants by name; copied
 * @param labels a tenant with all of these; empty picks nobody; copied
 * @param count tenants by the stable order, or 0
 * @param percent of all targeted tenants by the stable order, 0 to 100, or 0; of count and
 *     percentage the larger is taken
 * @param bake how long the canary is watched after its last tenant, from 0
 * @param failures halts when reached, from 1
 * @param sameSignature tenants whose scripts fail in one way; halts when reached, from 1
 */
public record Canary(
    Set<TenantId> tenants,
    Map<String, String> labels,
    int count,
    double percent,
    Duration bake,
    int failures,
    int sameSignature) {
  public Canary {
    tenants = Set.copyOf(tenants);
    labels = Map.copyOf(labels);
    if (count < 0) {
      throw new IllegalArgumentException("expected a canary count from 0 but got " + count);
    }
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "expected a canary percentage from 0 to 100 but got " + percent);
    }
    if (bake.isNegative()) {
      throw new IllegalArgumentException("expected a bake time from 0 but got " + bake);
    }
    if (failures < 1 || sameSignature < 1) {
      throw new IllegalArgumentException(
          "expected canary failures from 1 but got %d, %d of one signature"
              .formatted(failures, sameSignature));
    }
  }

  /** By number alone, without a bake; the first script that fails halts. */
  public Canary(int count, double percent, int failures) {
    this(Set.of(), Map.of(), count, percent, Duration.ZERO, failures, 1);
  }

  /** One percent, at least one tenant; the first failure halts. */
  public static Canary standard() {
    return new Canary(1, 1, 1);
  }

  /** How many of so many tenants are picked by number; at most all. */
  public int of(int all) {
    return Math.min(all, Math.max(count, WaveShare.share(percent, all)));
  }

  /** Whether it is picked by name or label. */
  public boolean names(TenantId tenant, Map<String, String> tenantLabels) {
    return tenants.contains(tenant)
        || (!labels.isEmpty() && tenantLabels.entrySet().containsAll(labels.entrySet()));
  }
}
