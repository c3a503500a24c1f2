package dev.skein.cli.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes tenants on at a version.
 *
 * @param release a digest or a name
 * @param fingerprint what their schemas must be like first; null where unchecked
 * @param tenants only these, or empty for all
 * @param shards only tenants there, or empty
 * @param labels only tenants with all of these, or empty
 */
public record BaselineOrder(
    String release,
    String version,
    @Nullable String fingerprint,
    boolean unchecked,
    List<String> tenants,
    List<String> shards,
    Map<String, String> labels,
    @Nullable String reason) {
  public BaselineOrder {
    tenants = List.copyOf(tenants);
    shards = List.copyOf(shards);
    labels = Map.copyOf(labels);
  }
}
