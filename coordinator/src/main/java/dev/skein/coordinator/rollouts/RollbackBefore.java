package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.releases.ComposedReleases;
import dev.skein.coordinator.releases.ReleaseView;
import dev.skein.coordinator.releases.Releases;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.release.compensation.Before;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the tenants of a rollout go back to: as they are known to have stood, or as a person says.
 */
@Component
class RollbackBefore {
  private static final Pattern VERSION = Pattern.compile("[0-9]+([._][0-9]+)*");

  private final RollbackRows rows;
  private final Releases releases;
  private final ComposedReleases composed;

  RollbackBefore(RollbackRows rows, Releases releases, ComposedReleases composed) {
    this.rows = rows;
    this.releases = releases;
    this.composed = composed;
  }

  /**
   * @param words for people
   */
  record Found(Before before, String words) {}

  /**
   * @param to what a person says, or null
   */
  Found find(LockedRollout rollout, @Nullable String to) {
    return to == null ? known(rollout) : said(to);
  }

  private Found said(String to) {
    Optional<ReleaseView> release = releases.find(to);
    if (release.isPresent()) {
      return release(release.get());
    }
    if (to.equals("nothing")) {
      return new Found(new Before.Nothing(), "nothing");
    }
    if (VERSION.matcher(to).matches()) {
      return new Found(new Before.Version(new SchemaVersion(to)), "version " + to);
    }
    throw RefusedException.missing(
        "expected a known release, a version or \"nothing\" to go back to but got \"%s\""
            .formatted(to));
  }

  /** The highest that any of them had below the release: who had less had it on the way. */
  private Found known(LockedRollout rollout) {
    List<RollbackRows.Stood> stood =
        rows.before(rollout.id()).stream()
            .filter(one -> !rollout.release().value().equals(one.release()))
            .filter(one -> compare(one, rollout.head()) <= 0)
            .toList();
    SchemaVersion highest =
        stood.stream()
            .filter(one -> compare(one, rollout.head()) < 0)
            .flatMap(one -> Stream.ofNullable(one.version()))
            .max(Comparator.naturalOrder())
            .orElse(rollout.head());
    List<RollbackRows.Stood> there =
        stood.stream()
            .filter(one -> one.version() != null && one.version().equals(highest))
            .toList();
    if (there.size() != 1) {
      throw unclear(rollout.id(), there);
    }
    String release = there.getFirst().release();
    return release == null
        ? new Found(new Before.Version(Objects.requireNonNull(highest)), "version " + highest)
        : release(releases.find(release).orElseThrow());
  }

  private Found release(ReleaseView release) {
    return new Found(
        new Before.Known(composed.bundle(release.digest())),
        "release %s (version %s)"
            .formatted(release.name(), release.head() == null ? "none" : release.head()));
  }

  private static int compare(RollbackRows.Stood one, @Nullable SchemaVersion head) {
    SchemaVersion version = one.version();
    if (version == null || head == null) {
      return version == null ? -1 : 0;
    }
    return version.compareTo(head);
  }

  private static RefusedException unclear(RolloutId rollout, List<RollbackRows.Stood> there) {
    String known =
        there.isEmpty()
            ? "nothing is known of them"
            : "they had "
                + there.stream()
                    .map(one -> one.release() == null ? "version " + one.version() : one.release())
                    .sorted()
                    .collect(Collectors.joining(" and "));
    return RefusedException.invalid(
        "expected to know what the tenants of rollout %s had before but %s; say it with --to RELEASE, --to VERSION or --to nothing"
            .formatted(rollout, known));
  }
}
