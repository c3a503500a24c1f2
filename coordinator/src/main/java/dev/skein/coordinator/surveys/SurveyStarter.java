package dev.skein.coordinator.surveys;

import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.releases.ReleaseView;
import dev.skein.coordinator.releases.Releases;
import dev.skein.coordinator.web.RefusedException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down who is to be asked what. */
@Component
class SurveyStarter {
  private static final Duration LOOK = Duration.ofSeconds(60);
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Releases releases;
  private final SurveyRows rows;
  private final CoordinatorProperties properties;

  SurveyStarter(Releases releases, SurveyRows rows, CoordinatorProperties properties) {
    this.releases = releases;
    this.rows = rows;
    this.properties = properties;
  }

  @Transactional
  String start(StartSurvey request) {
    SurveyKind kind = request.kind();
    if (kind == null) {
      throw RefusedException.invalid("expected a kind of plan, rehearse or inspect but got none");
    }
    if (kind == SurveyKind.BASELINE) {
      throw RefusedException.invalid(
          "expected a kind of plan, rehearse or inspect; a baseline is asked for at"
              + " /api/baselines");
    }
    ReleaseView release = release(kind, request.release());
    List<String> tenants = rows.targets(request);
    checkTargets(kind, request, tenants);
    String id = newId();
    Duration limit = kind == SurveyKind.REHEARSE ? properties.attemptLimit() : LOOK;
    rows.insert(id, request, kind, release == null ? null : release.digest(), limit);
    rows.insertTenants(id, tenants);
    rows.forgetOld();
    return id;
  }

  private @Nullable ReleaseView release(SurveyKind kind, @Nullable String name) {
    if (!kind.needsRelease()) {
      return null;
    }
    if (name == null || name.isBlank()) {
      throw RefusedException.invalid("expected a release's digest or name but got none");
    }
    return known(releases, name);
  }

  /** A release that is there, by digest or name. */
  static ReleaseView known(Releases releases, String name) {
    return releases
        .find(name)
        .orElseThrow(
            () ->
                RefusedException.missing(
                    "expected a known release but got \"%s\"; publish it first".formatted(name)));
  }

  static void checkTargets(SurveyKind kind, StartSurvey request, List<String> found) {
    TreeSet<String> missing = new TreeSet<>(request.tenants());
    found.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw RefusedException.missing(
          "expected known tenants that fit the selection but not: "
              + missing.stream().limit(10).collect(Collectors.joining(", ")));
    }
    if (found.isEmpty()) {
      throw RefusedException.invalid(
          "expected at least one tenant that fits the selection but there is none");
    }
    if (kind == SurveyKind.REHEARSE && found.size() > 1) {
      throw RefusedException.invalid(
          "expected one tenant to rehearse on, since its locks are real, but got %d"
              .formatted(found.size()));
    }
  }

  static String newId() {
    return "s-"
        + RANDOM
            .ints(6, 0, LETTERS.length())
            .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
            .collect(Collectors.joining());
  }
}
