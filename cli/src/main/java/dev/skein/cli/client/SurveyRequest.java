package dev.skein.cli.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks tenants something.
 *
 * @param kind plan, rehearse or inspect
 * @param release a digest or a name; null to inspect
 * @param tenants only these, or empty for all
 * @param shards only tenants there, or empty
 * @param labels only tenants with all of these, or empty
 * @param environment selects seeds, or null
 * @param placeholders over those of the release
 * @param facts what an inspection is to tell beside the version
 */
public record SurveyRequest(
    String kind,
    @Nullable String release,
    List<String> tenants,
    List<String> shards,
    Map<String, String> labels,
    @Nullable String environment,
    Map<String, String> placeholders,
    List<String> facts) {
  public SurveyRequest {
    tenants = List.copyOf(tenants);
    shards = List.copyOf(shards);
    labels = Map.copyOf(labels);
    placeholders = Map.copyOf(placeholders);
    facts = List.copyOf(facts);
  }

  /** The same question to these tenants alone. */
  public SurveyRequest onlyTenants(List<String> ids) {
    return new SurveyRequest(kind, release, ids, shards, labels, environment, placeholders, facts);
  }
}
