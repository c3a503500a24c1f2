package dev.skein.coordinator.blocks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of some tenants.
 *
 * @param tenants these, or empty for all with the labels
 * @param labels tenants with all of these; one of the two must be given
 * @param windows in any of them the tenants may be changed; empty for always
 * @param version which they must not go above
 * @param reason for those who look at it later; empty when it was left out
 */
record TenantBlockRequest(
    List<String> tenants,
    Map<String, String> labels,
    List<String> windows,
    @Nullable String version,
    String reason) {
  TenantBlockRequest {
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    windows = windows == null ? List.of() : List.copyOf(windows);
    reason = reason == null ? "" : reason;
  }
}
