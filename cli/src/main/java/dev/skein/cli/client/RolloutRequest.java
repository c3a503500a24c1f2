package dev.skein.cli.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a rollout.
 *
 * @param release a digest or a name
 * @param policy the policy file's text, or null for the standard policy
 * @param tenants only these, or empty for all
 * @param shards only tenants there, or empty
 * @param labels only tenants with all of these, or empty
 * @param environment selects seeds, or null
 * @param placeholders over those of the release
 */
public record RolloutRequest(
    String release,
    @Nullable String policy,
    List<String> tenants,
    List<String> shards,
    Map<String, String> labels,
    @Nullable String environment,
    Map<String, String> placeholders) {
  public RolloutRequest {
    tenants = List.copyOf(tenants);
    shards = List.copyOf(shards);
    labels = Map.copyOf(labels);
    placeholders = Map.copyOf(placeholders);
  }

  /** All tenants, by the standard policy. */
  public static RolloutRequest ofRelease(String release) {
    return new RolloutRequest(release, null, List.of(), List.of(), Map.of(), null, Map.of());
  }

  /** The same under a policy file's text. */
  public RolloutRequest withPolicy(String text) {
    return new RolloutRequest(release, text, tenants, shards, labels, environment, placeholders);
  }

  /** The same, aimed at these tenants alone. */
  public RolloutRequest onlyTenants(List<String> ids) {
    return new RolloutRequest(release, policy, ids, shards, labels, environment, placeholders);
  }
}
