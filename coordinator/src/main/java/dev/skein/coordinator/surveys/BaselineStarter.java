package dev.skein.coordinator.surveys;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.releases.ReleaseView;
import dev.skein.coordinator.releases.Releases;
import dev.skein.coordinator.web.RefusedException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down who is to be taken on at which version, and who asked for it. */
@Component
class BaselineStarter {
  private final Releases releases;
  private final SurveyRows rows;
  private final BaselineRows baselines;
  private final CoordinatorProperties properties;
  private final Audit audit;

  BaselineStarter(
      Releases releases,
      SurveyRows rows,
      BaselineRows baselines,
      CoordinatorProperties properties,
      Audit audit) {
    this.releases = releases;
    this.rows = rows;
    this.baselines = baselines;
    this.properties = properties;
    this.audit = audit;
  }

  @Transactional
  String start(StartBaseline request, Act act) {
    SchemaVersion version = read("a version", request.version(), SchemaVersion::new);
    @Nullable Fingerprint fingerprint = expected(request);
    ReleaseView release =
        SurveyStarter.known(
            releases, read("a release's digest or name", request.release(), name -> name));
    checkHead(version, release);
    StartSurvey survey = request.survey();
    List<String> tenants = rows.targets(survey);
    SurveyStarter.checkTargets(SurveyKind.BASELINE, survey, tenants);
    checkHolds(tenants);
    String id = SurveyStarter.newId();
    rows.insert(id, survey, SurveyKind.BASELINE, release.digest(), properties.attemptLimit());
    baselines.expect(id, version, fingerprint);
    rows.insertTenants(id, tenants);
    rows.forgetOld();
    audit.done(
        act.of("survey " + id),
        "baseline at %s of %s, %s: %d tenants"
            .formatted(
                version,
                release.name(),
                fingerprint == null ? "unchecked" : "like " + fingerprint,
                tenants.size()));
    return id;
  }

  private static <T> T read(String what, @Nullable String text, Function<String, T> reader) {
    if (text == null || text.isBlank()) {
      throw RefusedException.invalid("expected %s but got none".formatted(what));
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Fingerprint expected(StartBaseline request) {
    if (request.unchecked() == (request.fingerprint() != null)) {
      throw RefusedException.invalid(
          "expected either the fingerprint that the tenants must have, or unchecked, but got %s"
              .formatted(request.unchecked() ? "both" : "neither"));
    }
    return request.unchecked()
        ? null
        : read("a fingerprint", request.fingerprint(), Fingerprint::parse);
  }

  private static void checkHead(SchemaVersion version, ReleaseView release) {
    String head = release.head();
    if (head != null && version.compareTo(new SchemaVersion(head)) > 0) {
      throw RefusedException.invalid(
          "expected a version of release %s, whose highest is %s, but got %s"
              .formatted(release.name(), head, version));
    }
  }

  private void checkHolds(List<String> tenants) {
    baselines
        .hold(tenants)
        .ifPresent(
            hold -> {
              throw RefusedException.conflict(
                  "expected tenants that no rollout holds but %s; let it end, or abort it"
                      .formatted(hold));
            });
  }
}
