package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says with a verb; everything may be left out.
 *
 * @param reason for those who look at it later
 * @param wave which one to approve, or to promote to
 * @param full promote: skip the bakes that are left
 * @param targetDigest approve: the set of tenants that is meant; another one is refused
 * @param tenants only these
 * @param signature only those that failed so: SQLSTATE, script and constraint, as shown
 * @param cluster only those whose failure is this one, by its id
 */
record VerbRequest(
    @Nullable String reason,
    @Nullable Integer wave,
    Boolean full,
    @Nullable String targetDigest,
    List<String> tenants,
    @Nullable String signature,
    @Nullable String cluster) {
  static final VerbRequest NOTHING =
      new VerbRequest(null, null, false, null, List.of(), null, null);

  VerbRequest {
    full = Boolean.TRUE.equals(full);
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
  }

  TenantPick pick() {
    return new TenantPick(tenants.stream().map(TenantId::new).toList(), signature, cluster);
  }
}
