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
 * @param planOnly waits for approval before anything runs
 * @param supersede takes the tenants over from rollouts of lower releases
 * @param reason for those who look at it later
 */
public record RolloutRequest(
    String release,
    @Nullable String policy,
    List<String> tenants,
    List<String> shards,
    Map<String, String> labels,
    @Nullable String environment,
    Map<String, String> placeholders,
    boolean planOnly,
    boolean supersede,
    String reason) {
  public RolloutRequest {
    tenants = List.copyOf(tenants);
    shards = List.copyOf(shards);
    labels = Map.copyOf(labels);
    placeholders = Map.copyOf(placeholders);
  }

  /** One that starts at once, and takes nothing over. */
  public RolloutRequest(
      String release,
      @Nullable String policy,
      List<String> tenants,
      List<String> shards,
      Map<String, String> labels,
      @Nullable String environment,
      Map<String, String> placeholders) {
    this(release, policy, tenants, shards, labels, environment, placeholders, false, false, "");
  }

  /** All tenants, by the standard policy. */
  public static RolloutRequest ofRelease(String release) {
    return new RolloutRequest(release, null, List.of(), List.of(), Map.of(), null, Map.of());
  }

  /** The same under a policy file's text. */
  public RolloutRequest withPolicy(String text) {
    return new RolloutRequest(
        release,
        text,
        tenants,
        shards,
        labels,
        environment,
        placeholders,
        planOnly,
        supersede,
        reason);
  }

  /** The same, aimed at these tenants alone. */
  public RolloutRequest onlyTenants(List<String> ids) {
    return new RolloutRequest(
        release,
        policy,
        ids,
        shards,
        labels,
        environment,
        placeholders,
        planOnly,
        supersede,
        reason);
  }

  /** The same, started in that way. */
  public RolloutRequest started(boolean onlyPlanned, boolean superseding, String why) {
    return new RolloutRequest(
        release,
        policy,
        tenants,
        shards,
        labels,
        environment,
        placeholders,
        onlyPlanned,
        superseding,
        why);
  }
}
