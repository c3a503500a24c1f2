package dev.skein.coordinator.releases;

import dev.skein.coordinator.web.Page;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.release.bundle.ArchiveLimits;
import dev.skein.release.bundle.InvalidReleaseException;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.lint.ReleaseLint;
import dev.skein.release.lint.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Releases over HTTP: published from CI, fetched by workers. */
@RestController
@RequestMapping("/api/releases")
class ReleaseController {
  private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT;

  private final Releases releases;

  ReleaseController(Releases releases) {
    this.releases = releases;
  }

  /** 201 for a new release, 200 for the same one again. */
  @PostMapping(consumes = "application/zip")
  ResponseEntity<ReleaseView> publish(InputStream body) throws IOException {
    byte[] archive = body.readNBytes((int) LIMITS.archiveBytes() + 1);
    ReleaseBundle bundle = ReleaseBundle.fromArchive(archive, LIMITS);
    refuseFindings(bundle);
    Releases.Published published = releases.publish(bundle, archive);
    return ResponseEntity.status(published.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(published.release());
  }

  static void refuseFindings(ReleaseBundle bundle) {
    List<String> errors =
        ReleaseLint.check(bundle).stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(
                finding ->
                    "%s line %d: %s".formatted(finding.script(), finding.line(), finding.message()))
            .toList();
    if (!errors.isEmpty()) {
      throw new InvalidReleaseException(errors);
    }
  }

  @GetMapping
  Page<ReleaseView> list(
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    int checked = Page.limit(limit);
    return Page.of(releases.list(after, checked + 1), checked, ReleaseView::digest);
  }

  @GetMapping("/{release}")
  ReleaseView show(@PathVariable String release) {
    return releases.find(release).orElseThrow(() -> unknown(release));
  }

  @GetMapping(path = "/{digest}/bundle", produces = "application/zip")
  byte[] bundle(@PathVariable String digest) {
    return releases.archive(digest).orElseThrow(() -> unknown(digest));
  }

  private static RefusedException unknown(String release) {
    return RefusedException.missing("expected a known release but got \"%s\"".formatted(release));
  }
}
