package dev.skein.contracts.answer;

import dev.skein.contracts.id.SchemaVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script did in a rehearsal.
 *
 * @param version null for a repeatable script
 * @param tookMillis zero where it did not run
 * @param locks those that no script before it took
 * @param sqlState of a failure, or null
 * @param line of a failure, from 1, or null
 * @param message why it was skipped or failed; null where it ran
 */
public record RehearsedScript(
    String path,
    @Nullable SchemaVersion version,
    RehearsalResult result,
    long tookMillis,
    List<LockTaken> locks,
    List<Rewrite> rewrites,
    @Nullable String sqlState,
    @Nullable Integer line,
    @Nullable String message) {
  public RehearsedScript {
    locks = locks == null ? List.of() : List.copyOf(locks);
    rewrites = rewrites == null ? List.of() : List.copyOf(rewrites);
  }
}
