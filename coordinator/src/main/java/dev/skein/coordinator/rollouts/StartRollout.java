package dev.skein.coordinator.rollouts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API asks for when a rollout is to start.
 *
 * @param release a digest or a name; empty when it was left out, which is refused at the start
 * @param policy the policy file's text, or null for the standard policy
 * @param tenants only these, or empty for all
 * @param shards only tenants there, or empty
 * @param labels only tenants with all of these, or empty
 * @param environment selects seeds, or null
 * @param placeholders over those of the release
 * @param planOnly waits for approval before anything runs
 * @param supersede takes the tenants over from rollouts of lower releases
 * @param reason for those who look at it later; empty when it was left out
 */
record StartRollout(
    String release,
    @Nullable String policy,
    List<String> tenants,
    List<String> shards,
    Map<String, String> labels,
    @Nullable String environment,
    Map<String, String> placeholders,
    Boolean planOnly,
    Boolean supersede,
    String reason) {
  StartRollout {
    release = release == null ? "" : release;
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
    shards = shards == null ? List.of() : List.copyOf(shards);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    placeholders = placeholders == null ? Map.of() : Map.copyOf(placeholders);
    planOnly = Boolean.TRUE.equals(planOnly);
    supersede = Boolean.TRUE.equals(supersede);
    reason = reason == null ? "" : reason;
  }
}
