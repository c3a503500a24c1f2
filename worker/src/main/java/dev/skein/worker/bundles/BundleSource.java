package dev.skein.worker.bundles;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.engine.PreparedRelease;
import dev.skein.release.bundle.ArchiveLimits;
import dev.skein.release.bundle.InvalidReleaseException;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.worker.WorkerProperties;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Fetches a bundle from the coordinator and believes nothing but its digest. */
@Component
class BundleSource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI coordinator;
  private final String token;

  BundleSource(WorkerProperties properties) {
    this.coordinator = properties.coordinator();
    this.token = properties.token();
  }

  Bundle fetch(ReleaseDigest digest) {
    HttpRequest request =
        HttpRequest.newBuilder(coordinator.resolve("/api/releases/" + digest + "/bundle"))
            .header("Authorization", "Bearer " + token)
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return response.statusCode() == 200
            ? open(digest, body.readNBytes((int) LIMITS.archiveBytes() + 1))
            : refused(digest, response.statusCode());
      }
    } catch (IOException e) {
      return new Bundle.Unreachable(
          "expected the coordinator to give release %s but it cannot be reached"
              .formatted(digest.abbreviated()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Bundle.Unreachable("interrupted while release was fetched");
    }
  }

  private static Bundle refused(ReleaseDigest digest, int status) {
    String why =
        "expected the coordinator to give release %s but it answered %d"
            .formatted(digest.abbreviated(), status);
    return status == 404 ? new Bundle.Bad(why) : new Bundle.Unreachable(why);
  }

  private static Bundle open(ReleaseDigest digest, byte[] archive) {
    try {
      ReleaseBundle bundle = ReleaseBundle.fromArchive(archive, LIMITS);
      return bundle.digest().equals(digest)
          ? new Bundle.Ready(PreparedRelease.of(bundle))
          : new Bundle.Bad(
              "expected the bundle of release %s but got that of %s"
                  .formatted(digest.abbreviated(), bundle.digest().abbreviated()));
    } catch (InvalidReleaseException | IllegalArgumentException e) {
      return new Bundle.Bad(
          String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"));
    }
  }
}
