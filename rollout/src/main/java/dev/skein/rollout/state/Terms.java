package dev.skein.rollout.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout goes by besides its policy.
 *
 * @param shards that its tenants stand on, from 1
 * @param deadline after which it waits for a person, or null
 * @param stillSince since when nothing moves for want of workers, or null while something does
 * @param hurried whether a person skipped the bakes that are left
 * @param supersededBy the rollout that took its tenants over, or null
 * @param accepted whether a person took the fleet as it was left
 */
public record Terms(
    int shards,
    @Nullable Instant deadline,
    @Nullable Instant stillSince,
    boolean hurried,
    @Nullable String supersededBy,
    boolean accepted) {
  public static final Terms NONE = of(1);

  /** Those of a rollout that has not begun. */
  public static Terms of(int shards) {
    return new Terms(shards, null, null, false, null, false);
  }

  public Terms until(@Nullable Instant next) {
    return new Terms(shards, next, stillSince, hurried, supersededBy, accepted);
  }

  public Terms stillSince(@Nullable Instant since) {
    return new Terms(shards, deadline, since, hurried, supersededBy, accepted);
  }

  public Terms hurrying() {
    return new Terms(shards, deadline, stillSince, true, supersededBy, accepted);
  }

  public Terms superseded(String by) {
    return new Terms(shards, deadline, stillSince, hurried, by, accepted);
  }

  public Terms accepting() {
    return new Terms(shards, deadline, stillSince, hurried, supersededBy, true);
  }
}
