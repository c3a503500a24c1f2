package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some tenants of a rollout.
 *
 * @param tenants only these, or empty; copied
 * @param signature only those that failed so, or null
 * @param cluster only those whose failure is this one, or null
 */
record TenantPick(List<TenantId> tenants, @Nullable String signature, @Nullable String cluster) {
  static final TenantPick ALL = new TenantPick(List.of(), null, null);

  TenantPick {
    tenants = List.copyOf(tenants);
  }

  boolean everybody() {
    return tenants.isEmpty() && signature == null && cluster == null;
  }

  String[] ids() {
    return tenants.stream().map(TenantId::value).toArray(String[]::new);
  }
}
