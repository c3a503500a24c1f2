package dev.skein.rollout.state;

/**
 * Where a tenant stands in one rollout: {@code PENDING → BLOCKED → DISPATCHED → ACCEPTED} and then
 * an end, happy or not; a transient failure goes round by {@code WAITING_RETRY}.
 */
public enum TenantState {
  /** Not sent yet, or handed back. */
  PENDING(Phase.QUEUED),
  /** Held by a {@link Blocker}. */
  BLOCKED(Phase.QUEUED),
  /** A failure that passes by itself: the next attempt has its time. */
  WAITING_RETRY(Phase.QUEUED),
  /** The command is on its way. */
  DISPATCHED(Phase.IN_FLIGHT),
  /** A worker answers for it. */
  ACCEPTED(Phase.IN_FLIGHT),
  SUCCEEDED(Phase.WELL),
  ALREADY_CURRENT(Phase.WELL),
  /** Failed, and stands where the last good script left it. */
  FAILED_CLEAN(Phase.FAILED),
  /** Failed, and a script may have left a part of its work behind. */
  FAILED_PARTIAL(Phase.FAILED),
  /** Nobody could say how it ended. */
  UNKNOWN(Phase.FAILED),
  /** Taken out by a person until released. */
  QUARANTINED(Phase.EXCEPTED),
  /** Left out by a person, or by a rollout that supersedes this one. */
  SKIPPED(Phase.EXCEPTED),
  /** Never started when the rollout was aborted. */
  CANCELLED(Phase.EXCEPTED);

  private final Phase phase;

  TenantState(Phase phase) {
    this.phase = phase;
  }

  public Phase phase() {
    return phase;
  }

  /** Whether nothing more happens to the tenant by itself. */
  public boolean terminal() {
    return phase != Phase.QUEUED && phase != Phase.IN_FLIGHT;
  }

  /** What a state means for the wave that it stands in. */
  public enum Phase {
    QUEUED,
    IN_FLIGHT,
    WELL,
    FAILED,
    EXCEPTED
  }
}
