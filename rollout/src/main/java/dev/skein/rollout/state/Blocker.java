package dev.skein.rollout.state;

/** What keeps a tenant from being sent. */
public enum Blocker {
  /** Its maintenance window is closed. */
  WINDOW(true),
  /** Another rollout still has an attempt under way at it. */
  HELD(true),
  /** A backfill that the release requires is not done on it. */
  BACKFILL(true),
  /** Such a backfill failed or was paused, and goes on when a person says so. */
  BACKFILL_STUCK(false),
  /** It, its shard, its label or the fleet is frozen. */
  FREEZE(false),
  /** It must not go above a version. */
  PIN(false);

  private final boolean holds;

  Blocker(boolean holds) {
    this.holds = holds;
  }

  /**
   * Whether the tenant's wave waits for it: for what time alone brings. Who is frozen or pinned, or
   * waits for a person otherwise, stands aside and never keeps the others.
   */
  public boolean holdsWave() {
    return holds;
  }
}
