package dev.skein.cli.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one tenant in one rollout or baseline.
 *
 * @param what {@code rollout} or {@code baseline}
 * @param why it failed, was blocked or left out, or null
 */
public record HistoryEntry(
    String what,
    String id,
    @Nullable String release,
    @Nullable String version,
    @Nullable Integer wave,
    String state,
    int attempts,
    @Nullable String why,
    @Nullable String cluster,
    @Nullable Instant startedAt,
    @Nullable Instant updatedAt) {
  public HistoryEntry {
    what = Absent.text(what);
    id = Absent.text(id);
    state = Absent.text(state);
  }
}
