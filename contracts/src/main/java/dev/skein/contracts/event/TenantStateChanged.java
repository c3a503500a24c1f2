package dev.skein.contracts.event;

import dev.skein.contracts.Message;
import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant stands; the topic keeps the latest word on each.
 *
 * @param revision grows with every change of this tenant: a lower one is old news
 * @param version the version it is known to stand at, or null before the first result
 * @param release the last release that it reached, or null
 * @param releaseName that release's name, or null
 * @param rollout the rollout that touched it last, or null
 * @param status its state in that rollout, in lower case ({@code succeeded}), or {@code registered}
 */
public record TenantStateChanged(
    TenantId tenant,
    ShardId shard,
    String database,
    String schema,
    long revision,
    @Nullable SchemaVersion version,
    @Nullable ReleaseDigest release,
    @Nullable ReleaseName releaseName,
    @Nullable RolloutId rollout,
    String status,
    Instant at)
    implements Message {
  @Override
  public String key() {
    return tenant.value();
  }
}
