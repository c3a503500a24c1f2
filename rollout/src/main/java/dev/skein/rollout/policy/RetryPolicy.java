package dev.skein.rollout.policy;

import java.time.Duration;

/**
 * How failures that pass by themselves are tried again: exponential back-off with full jitter, so
 * that tenants that failed together do not return together.
 *
 * @param attempts of one tenant in all, from 1
 * @param first the longest wait after the first failure; doubles with each
 * @param longest the limit of that doubling
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("expected retry attempts from 1 but got " + attempts);
    }
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "expected a back-off from a positive time to a longer one but got %s..%s"
              .formatted(first, longest));
    }
  }

  public static RetryPolicy standard() {
    return new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(60));
  }

  /**
   * The wait after a failed attempt.
   *
   * @param failed attempts so far, from 1
   * @param jitter 0 to 1
   */
  public Duration wait(int failed, double jitter) {
    double ceiling = (double) first.toMillis() * Math.pow(2, Math.min(failed - 1, 40));
    return Duration.ofMillis(Math.round(Math.min(ceiling, (double) longest.toMillis()) * jitter));
  }
}
