package dev.skein.rollout.rules;

import dev.skein.rollout.cohort.Departures;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Strays;
import dev.skein.rollout.state.WaveState;
import java.util.ArrayList;
import java.util.List;

/** What the fingerprints of tenants that came through mean for their rollout. */
public final class FingerprintRules {
  private FingerprintRules() {}

  /**
   * Halts when one left its cohort beyond those that people let pass. To be asked before the
   * results are counted that the fingerprints came with, or their wave would pass without them.
   *
   * @param seen of all tenants that were read so far
   * @param missing tenants so far that came through and were to be read, but were not
   * @param wave of a tenant that was read last: it shows the verdict
   */
  public static Verdict.Done noted(Rollout rollout, Departures seen, int missing, int wave) {
    Strays strays = rollout.toll().strays().found(seen.tenants(), missing);
    List<RolloutChange> changes = new ArrayList<>();
    if (strays.newlyStrayed() > 0 && rollout.state().next().contains(RolloutState.HALTED)) {
      Rollout halting = rollout.with(rollout.toll().with(strays.halted()));
      return new Verdict.Done(
          Progress.halt(halting, wave, WaveState.FAILED, seen.why(), changes), changes);
    }
    Rollout noted = rollout.with(rollout.toll().with(strays));
    // What came in since may say better who left and who stayed.
    return new Verdict.Done(
        strays.halting() && noted.state() == RolloutState.HALTED && !seen.departed().isEmpty()
            ? noted.because(seen.why())
            : noted,
        changes);
  }
}
