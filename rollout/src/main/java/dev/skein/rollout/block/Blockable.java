package dev.skein.rollout.block;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant with what its own data say of when it may be changed.
 *
 * @param labels copied
 * @param windows it may be changed in any of them; empty for always; copied
 * @param pin the version that it must not go above, or null
 */
public record Blockable(
    TenantId tenant,
    ShardId shard,
    Map<String, String> labels,
    List<Window> windows,
    @Nullable SchemaVersion pin) {
  public Blockable {
    labels = Map.copyOf(labels);
    windows = List.copyOf(windows);
  }
}
