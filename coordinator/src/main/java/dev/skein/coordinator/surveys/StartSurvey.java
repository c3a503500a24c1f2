package dev.skein.coordinator.surveys;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API asks for when tenants are to be asked.
 *
 * @param kind plan, rehearse or inspect; null when it was left out, which is refused
 * @param release a digest or a name; null to inspect
 * @param tenants only these, or empty for all
 * @param shards only tenants there, or empty
 * @param labels only tenants with all of these, or empty
 * @param environment selects seeds, or null
 * @param placeholders over those of the release
 * @param facts what an inspection is to tell beside the version
 */
record StartSurvey(
    @Nullable SurveyKind kind,
    @Nullable String release,
    List<String> tenants,
    List<String> shards,
    Map<String, String> labels,
    @Nullable String environment,
    Map<String, String> placeholders,
    List<String> facts) {
  StartSurvey {
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
    shards = shards == null ? List.of() : List.copyOf(shards);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    placeholders = placeholders == null ? Map.of() : Map.copyOf(placeholders);
    facts = facts == null ? List.of() : List.copyOf(facts);
  }
}
