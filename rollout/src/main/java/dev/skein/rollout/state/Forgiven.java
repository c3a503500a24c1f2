package dev.skein.rollout.state;

import java.util.Map;
import java.util.TreeMap;

/**
 * What people let pass when they resumed: limits count what came since. When a tenant that failed
 * is tried again, one that was forgiven goes first, so that in doubt a limit is reached earlier.
 *
 * @param canary in the canary
 * @param later in the waves after it
 * @param done tenants that were through in those waves
 * @param unknown tenants whose end nobody knew
 * @param signatures tenants by signature; copied
 */
public record Forgiven(
    Losses canary, Losses later, int done, int unknown, Map<String, Integer> signatures) {
  public static final Forgiven NOTHING = new Forgiven(Losses.NONE, Losses.NONE, 0, 0, Map.of());

  public Forgiven {
    signatures = Map.copyOf(signatures);
  }

  /** After these tenants, which had failed, did so no longer. */
  public Forgiven without(Group group) {
    Cause cause = group.cause();
    int tenants = group.tenants();
    boolean missing = group.state() == TenantState.UNKNOWN || (cause != null && cause.error());
    Losses gone = missing ? new Losses(0, tenants) : new Losses(tenants, 0);
    Map<String, Integer> fewer = new TreeMap<>(signatures);
    if (cause != null && !missing) {
      fewer.computeIfPresent(
          cause.signature(), (_, count) -> count > tenants ? count - tenants : null);
    }
    return new Forgiven(
        group.wave() == 0 ? canary.minus(gone) : canary,
        group.wave() == 0 ? later : later.minus(gone),
        group.wave() == 0 ? done : Math.max(0, done - tenants),
        group.state() == TenantState.UNKNOWN ? Math.max(0, unknown - tenants) : unknown,
        fewer);
  }
}
