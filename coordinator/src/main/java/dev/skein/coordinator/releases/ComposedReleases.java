package dev.skein.coordinator.releases;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.release.bundle.ArchiveLimits;
import dev.skein.release.bundle.InvalidReleaseException;
import dev.skein.release.bundle.ReleaseBundle;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Releases that the coordinator itself makes of others; stored as any that is published. */
@Component
public class ComposedReleases {
  private static final int NAMES = 100;

  private final Releases releases;

  ComposedReleases(Releases releases) {
    this.releases = releases;
  }

  /** The content of a stored release. */
  public ReleaseBundle bundle(String digest) {
    byte[] archive =
        releases
            .archive(digest)
            .orElseThrow(
                () ->
                    RefusedException.missing(
                        "expected a known release but got \"%s\"".formatted(digest)));
    return ReleaseBundle.fromArchive(archive, ArchiveLimits.DEFAULT);
  }

  /**
   * Composes under the first name that is free, or that names just this content already: {@code
   * x-rollback}, {@code x-rollback.2}. Nothing is stored.
   */
  public ReleaseBundle named(String base, Function<ReleaseName, ReleaseBundle> compose) {
    for (int i = 1; i <= NAMES; i++) {
      ReleaseBundle bundle = compose.apply(new ReleaseName(i == 1 ? base : base + "." + i));
      ReleaseView other = releases.find(bundle.name().value()).orElse(null);
      if (other == null || other.digest().equals(bundle.digest().value())) {
        return bundle;
      }
    }
    throw RefusedException.conflict(
        "expected a free name like \"%s\" but %d of them are taken".formatted(base, NAMES));
  }

  /** Stores it; the same again is the same release. */
  public ReleaseView publish(ReleaseBundle bundle) {
    try {
      ReleaseController.refuseFindings(bundle);
    } catch (InvalidReleaseException e) {
      throw RefusedException.invalid(
              "expected undo scripts that keep the rules for scripts but they do not")
          .with("problems", e.problems());
    }
    return releases.publish(bundle, bundle.toArchive()).release();
  }
}
