package dev.skein.cli.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One tenant in one rollout. */
public record TenantProgress(
    String tenant,
    String shard,
    int wave,
    String state,
    int attempts,
    @Nullable String kind,
    @Nullable String sqlState,
    @Nullable String script,
    @Nullable String message,
    @Nullable Instant updatedAt) {
  public TenantProgress {
    tenant = Absent.text(tenant);
    shard = Absent.text(shard);
    state = Absent.text(state);
  }
}
