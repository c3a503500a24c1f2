package dev.skein.rollout.state;

/**
 * What the fingerprints of a rollout's tenants showed.
 *
 * @param strayed tenants that left their cohort during it
 * @param missing tenants that came through and were to be read, but were not
 * @param strayedPassed of those that strayed, how many people let pass; never more
 * @param missingPassed of those that are missing, how many people let pass; never more
 * @param halting whether those that strayed are why the rollout halted
 */
public record Strays(
    int strayed, int missing, int strayedPassed, int missingPassed, boolean halting) {
  public static final Strays NONE = new Strays(0, 0, 0, 0, false);

  /**
   * As it stands now; with fewer, those that were let pass are the first that are none any more.
   */
  public Strays found(int nowStrayed, int nowMissing) {
    return new Strays(
        nowStrayed,
        nowMissing,
        Math.min(strayedPassed, nowStrayed),
        Math.min(missingPassed, nowMissing),
        halting);
  }

  /** Those that nobody let pass. */
  public int newlyStrayed() {
    return strayed - strayedPassed;
  }

  /** Those that nobody let pass. */
  public int newlyMissing() {
    return missing - missingPassed;
  }

  public Strays lettingPass() {
    return new Strays(strayed, missing, strayed, missing, false);
  }

  public Strays halted() {
    return new Strays(strayed, missing, strayedPassed, missingPassed, true);
  }
}
