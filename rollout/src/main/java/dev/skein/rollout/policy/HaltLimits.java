package dev.skein.rollout.policy;

import java.time.Duration;

/**
 * When a rollout halts by itself. Failures are those of the waves after the canary, together; an
 * error that passes by itself, or an attempt whose end nobody knows, is none of them.
 *
 * @param failures halts when reached; 0 for no such limit
 * @param failurePercent of those that are done, halts when reached; 0 for no such limit
 * @param minimumSample tenants that must be done before the percentage counts, from 1; fewer
 *     tenants than that are all of them
 * @param unknown how long one tenant may stay UNKNOWN, above 0
 * @param standstill how long nothing may move for want of workers, above 0
 */
public record HaltLimits(
    int failures,
    double failurePercent,
    int minimumSample,
    SameSignature sameSignature,
    Duration unknown,
    Duration standstill) {
  private static final int SAMPLE = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public HaltLimits {
    if (failures < 0 || !(failurePercent >= 0 && failurePercent <= 100) || minimumSample < 1) {
      throw new IllegalArgumentException(
          "expected halt limits from 0 and a sample from 1 but got %d, %s %% of %d"
              .formatted(failures, failurePercent, minimumSample));
    }
    if (failures == 0 && failurePercent == 0) {
      throw new IllegalArgumentException("expected halt failures from 1 but got " + failures);
    }
    if (!unknown.isPositive() || !standstill.isPositive()) {
      throw new IllegalArgumentException(
          "expected times above 0 but got %s and %s".formatted(unknown, standstill));
    }
  }

  /** By a number of failures; everything else as in the standard. */
  public HaltLimits(int failures) {
    this(failures, 0, SAMPLE, SameSignature.standard(), PATIENCE, PATIENCE);
  }

  public static HaltLimits standard() {
    return new HaltLimits(5);
  }

  /** The fewest failures that halt: what a wave's slow start is measured by. */
  public int budget() {
    int bySample = Math.max(1, WaveShare.share(failurePercent, minimumSample));
    return failures == 0 ? bySample : failures;
  }
}
