package dev.skein.contracts.command;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which release is meant, and what it is filled in with.
 *
 * @param from the version that the coordinator last saw at the tenant, or null where none is known;
 *     a hint, since the tenant's own history decides
 * @param to the release's highest version, or null for a release of repeatables only
 * @param environment selects seeds ({@code production}), or null
 * @param placeholders the rollout's own values, over those of the release; copied
 */
public record ReleaseOrder(
    ReleaseDigest digest,
    ReleaseName name,
    @Nullable SchemaVersion from,
    @Nullable SchemaVersion to,
    @Nullable String environment,
    Map<String, String> placeholders) {
  public ReleaseOrder {
    placeholders = placeholders == null ? Map.of() : Map.copyOf(placeholders);
  }
}
