package dev.skein.contracts.event;

import dev.skein.contracts.Message;
import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release was stored and may be rolled out.
 *
 * @param head its highest version, or null for a release of repeatables only
 * @param scripts how many it holds
 * @param archiveBytes the bundle's length
 */
public record MigrationReleasePublished(
    ReleaseDigest digest,
    ReleaseName name,
    @Nullable SchemaVersion head,
    int scripts,
    long archiveBytes,
    Instant at)
    implements Message {
  @Override
  public String key() {
    return digest.value();
  }
}
