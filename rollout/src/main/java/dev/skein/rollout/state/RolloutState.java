package dev.skein.rollout.state;

import java.util.EnumSet;
import java.util.Set;

/**
 * {@code PLANNED → APPROVED → RUNNING ⇄ PAUSED}, {@code RUNNING → HALTED → RUNNING | ABORTED}, and
 * the ends. A rollout that ended with exceptions runs again when those are retried; one that halted
 * ends so when a person accepts the fleet as it is.
 */
public enum RolloutState {
  PLANNED,
  APPROVED,
  RUNNING,
  /** By a person. */
  PAUSED,
  /** By the rules. */
  HALTED,
  ABORTED,
  COMPLETED,
  COMPLETED_WITH_EXCEPTIONS,
  /** Another rollout takes it back, and holds its tenants. */
  COMPENSATING,
  COMPENSATED;

  /** The states that this one may go to. */
  public Set<RolloutState> next() {
    return switch (this) {
      case PLANNED -> EnumSet.of(APPROVED, ABORTED);
      case APPROVED -> EnumSet.of(RUNNING, ABORTED);
      case RUNNING ->
          EnumSet.of(PAUSED, HALTED, ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING);
      case PAUSED -> EnumSet.of(RUNNING, HALTED, ABORTED, COMPENSATING);
      case HALTED -> EnumSet.of(RUNNING, ABORTED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING);
      case COMPLETED_WITH_EXCEPTIONS -> EnumSet.of(RUNNING, COMPLETED, COMPENSATING);
      case COMPLETED, ABORTED -> EnumSet.of(COMPENSATING);
      case COMPENSATING -> EnumSet.of(COMPENSATED);
      case COMPENSATED -> EnumSet.noneOf(RolloutState.class);
    };
  }

  /** Whether it holds its tenants, so that no other rollout may take them. */
  public boolean live() {
    return switch (this) {
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED -> true;
      case ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING, COMPENSATED -> false;
    };
  }

  /** Whether nothing more happens in it without a new command from a person. */
  public boolean ended() {
    return !live() && this != COMPENSATING;
  }

  /** Whether it was ended before its time: what comes back is not sent again. */
  public boolean stopped() {
    return switch (this) {
      case ABORTED, COMPENSATING, COMPENSATED -> true;
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS ->
          false;
    };
  }
}
