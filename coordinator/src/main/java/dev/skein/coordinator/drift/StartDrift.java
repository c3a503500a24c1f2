package dev.skein.coordinator.drift;

import java.util.List;
import java.util.Map;

/**
 * What the API asks for when the fleet is to be looked at.
 *
 * @param tenants only these, or empty for all
 * @param shards only tenants there, or empty
 * @param labels only tenants with all of these, or empty
 */
record StartDrift(List<String> tenants, List<String> shards, Map<String, String> labels) {
  StartDrift {
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
    shards = shards == null ? List.of() : List.copyOf(shards);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }

  boolean isWhole() {
    return tenants.isEmpty() && shards.isEmpty() && labels.isEmpty();
  }
}
