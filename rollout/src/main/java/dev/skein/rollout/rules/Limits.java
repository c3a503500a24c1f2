package dev.skein.rollout.rules;

import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.state.Losses;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import java.util.List;

/** How many failures a rollout has, and which limit that reaches. Canary and waves count apart. */
final class Limits {
  private Limits() {}

  /** Beyond what people let pass. */
  static Losses losses(Rollout rollout, boolean canary) {
    return canary
        ? rollout.wave(0).losses().minus(rollout.toll().forgiven().canary())
        : laterLosses(rollout).minus(rollout.toll().forgiven().later());
  }

  static Losses laterLosses(Rollout rollout) {
    return later(rollout).stream().map(Wave::losses).reduce(Losses.NONE, Losses::plus);
  }

  /** Tenants of the waves after the canary that came to an end of their own. */
  static int laterDone(Rollout rollout) {
    return later(rollout).stream().map(Wave::tally).mapToInt(Limits::done).sum();
  }

  /** Which limit so many failures reach, as in "the limit of 5"; empty for none. */
  static String reached(Rollout rollout, boolean canary, int failures) {
    if (failures == 0) {
      return "";
    }
    return canary ? canary(rollout, failures) : later(rollout, failures);
  }

  /** A canary smaller than its limit may not fail whole and pass. */
  private static String canary(Rollout rollout, int failures) {
    int limit = rollout.policy().canary().failures();
    Tally tally = rollout.wave(0).tally();
    int tenants =
        tally.total()
            - tally.count(TenantState.Phase.EXCEPTED)
            - rollout.toll().forgiven().canary().total();
    if (failures >= limit) {
      return "the limit of " + limit;
    }
    return failures >= tenants ? "all of its tenants" : "";
  }

  private static String later(Rollout rollout, int failures) {
    HaltLimits halt = rollout.policy().halt();
    if (halt.failures() > 0 && failures >= halt.failures()) {
      return "the limit of " + halt.failures();
    }
    int done = laterDone(rollout) - rollout.toll().forgiven().done();
    int all = later(rollout).stream().mapToInt(wave -> wave.tally().total()).sum();
    boolean sampled = done >= Math.min(halt.minimumSample(), all);
    return halt.failurePercent() > 0 && sampled && failures * 100.0 >= halt.failurePercent() * done
        ? "the limit of %s %% of the %d that are done"
            .formatted(number(halt.failurePercent()), done)
        : "";
  }

  private static String number(double percent) {
    return percent == Math.rint(percent) ? String.valueOf(Math.round(percent)) : "" + percent;
  }

  private static int done(Tally tally) {
    return tally.count(TenantState.Phase.WELL) + tally.count(TenantState.Phase.FAILED);
  }

  private static List<Wave> later(Rollout rollout) {
    return rollout.waves().subList(1, rollout.waves().size());
  }
}
