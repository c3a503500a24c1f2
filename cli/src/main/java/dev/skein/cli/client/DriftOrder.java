package dev.skein.cli.client;

import java.util.List;
import java.util.Map;

/**
 * Whom a look for drift is about.
 *
 * @param tenants only these, or empty for all
 * @param shards only tenants there, or empty
 * @param labels only tenants with all of these, or empty
 */
public record DriftOrder(List<String> tenants, List<String> shards, Map<String, String> labels) {
  public DriftOrder {
    tenants = List.copyOf(tenants);
    shards = List.copyOf(shards);
    labels = Map.copyOf(labels);
  }
}
