package dev.skein.rollout.policy;

/**
 * What a rollout asks of one shard.
 *
 * @param concurrency the most attempts at once, which may only lower the shard's own; 0 for the
 *     shard's own
 * @param errors attempts in a row that end without a verdict (transient, configuration, lost); when
 *     reached the shard alone is paused; from 1
 */
public record ShardLimits(int concurrency, int errors) {
  public ShardLimits {
    if (concurrency < 0) {
      throw new IllegalArgumentException(
          "expected a per-shard concurrency from 1 but got " + concurrency);
    }
    if (errors < 1) {
      throw new IllegalArgumentException("expected per-shard errors from 1 but got " + errors);
    }
  }

  public static ShardLimits standard() {
    return of(0);
  }

  /** With so many attempts at once, or 0 for the shard's own. */
  public static ShardLimits of(int concurrency) {
    return new ShardLimits(concurrency, 10);
  }
}
