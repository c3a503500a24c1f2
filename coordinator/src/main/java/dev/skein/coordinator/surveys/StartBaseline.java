package dev.skein.coordinator.surveys;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API asks for when tenants are to be taken on.
 *
 * @param release a digest or a name
 * @param version where the tenants are said to stand
 * @param fingerprint what their schemas must be like first; null only where {@code unchecked}
 * @param unchecked whether whoever asks is trusted instead
 * @param tenants only these, or empty for all
 * @param shards only tenants there, or empty
 * @param labels only tenants with all of these, or empty
 * @param reason for those who look at it later, or null
 */
record StartBaseline(
    @Nullable String release,
    @Nullable String version,
    @Nullable String fingerprint,
    Boolean unchecked,
    List<String> tenants,
    List<String> shards,
    Map<String, String> labels,
    @Nullable String reason) {
  StartBaseline {
    unchecked = Boolean.TRUE.equals(unchecked);
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
    shards = shards == null ? List.of() : List.copyOf(shards);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }

  /** Whom it is about, as a survey has it. */
  StartSurvey survey() {
    return new StartSurvey(
        SurveyKind.BASELINE, release, tenants, shards, labels, null, Map.of(), List.of());
  }
}
