package dev.skein.rollout.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.state.RolloutState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a fleet with two kinds of tenant: rollouts of ever higher releases to all or
 * to one kind start, complete, stop and are taken back, while tenants join and catch up.
 */
class JoinHistoryTest {
  private static final int HISTORIES = 20_000;
  private static final int STEPS = 30;

  @Test
  void inTheEndEverybodyHasWhatTheLastCompletedRolloutBrought() {
    int caughtUp = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Fleet fleet = new Fleet(new Random(seed));
      for (int step = 0; step < STEPS; step++) {
        fleet.step();
        fleet.settle("seed %d, step %d".formatted(seed, step));
      }
      fleet.end("seed " + seed);
      caughtUp += fleet.caughtUp;
    }
    assertThat(caughtUp).isGreaterThan(HISTORIES);
  }

  /** Versions by tenant; a tenant's kind is its number modulo 2. */
  private static final class Fleet {
    private final Random random;
    private final List<Run> runs = new ArrayList<>();
    private final Map<Integer, Integer> versions = new HashMap<>();
    private int caughtUp;

    Fleet(Random random) {
      this.random = random;
    }

    /** Aimed at a kind, or at all by -1; its targets as frozen, and those that caught up. */
    private static final class Run {
      final int number;
      final int kind;
      final Set<Integer> targets;
      RolloutState state = RolloutState.RUNNING;

      Run(int number, int kind, Set<Integer> targets) {
        this.number = number;
        this.kind = kind;
        this.targets = targets;
      }

      boolean fits(int tenant) {
        return kind < 0 || tenant % 2 == kind;
      }
    }

    void step() {
      switch (random.nextInt(5)) {
        case 0, 1 -> versions.put(versions.size(), 0);
        case 2 -> start();
        case 3 -> live().ifPresent(run -> end(run, RolloutState.COMPLETED));
        default -> live().ifPresent(run -> end(run, RolloutState.ABORTED));
      }
    }

    private Optional<Run> live() {
      List<Run> live = runs.stream().filter(run -> run.state.live()).toList();
      return live.isEmpty() ? Optional.empty() : Optional.of(live.get(random.nextInt(live.size())));
    }

    /** Unless a live one holds a target. */
    private void start() {
      int kind = random.nextInt(3) - 1;
      Run run = new Run(runs.size() + 1, kind, new HashSet<>());
      versions.keySet().stream().filter(run::fits).forEach(run.targets::add);
      boolean held =
          runs.stream()
              .filter(other -> other.state.live())
              .anyMatch(other -> other.targets.stream().anyMatch(run.targets::contains));
      if (!held && !run.targets.isEmpty()) {
        runs.add(run);
      }
    }

    private void end(Run run, RolloutState state) {
      run.state = state;
      if (state == RolloutState.COMPLETED) {
        run.targets.forEach(tenant -> versions.put(tenant, run.number));
        if (random.nextInt(6) == 0) {
          takeBack(run);
        }
      }
    }

    /** By a higher one that is aimed at the same, as the coordinator does it. */
    private void takeBack(Run run) {
      run.state = RolloutState.COMPENSATED;
      Run back = new Run(runs.size() + 1, run.kind, new HashSet<>(run.targets));
      runs.add(back);
      end(back, RolloutState.COMPLETED);
    }

    private Joining judge(int tenant) {
      List<Met> met =
          runs.reversed().stream()
              .filter(run -> run.fits(tenant))
              .map(
                  run ->
                      new Met(
                          id(run),
                          run.state,
                          new SchemaVersion(String.valueOf(run.number)),
                          run.targets.contains(tenant)))
              .toList();
      int version = versions.getOrDefault(tenant, 0);
      return JoinRules.judge(version == 0 ? null : new SchemaVersion(String.valueOf(version)), met);
    }

    private static RolloutId id(Run run) {
      return new RolloutId("r%d-aaaa".formatted(run.number));
    }

    /** Carries out what is judged; once is enough. */
    void settle(String when) {
      for (int tenant : List.copyOf(versions.keySet())) {
        if (judge(tenant) instanceof Joining.CatchesUp(RolloutId to)) {
          Run run = runs.stream().filter(one -> id(one).equals(to)).findFirst().orElseThrow();
          assertThat(run.state).as(when).isEqualTo(RolloutState.COMPLETED);
          assertThat(run.number).as(when).isGreaterThan(versions.get(tenant));
          run.targets.add(tenant);
          versions.put(tenant, run.number);
          caughtUp++;
        }
        switch (judge(tenant)) {
          case Joining.CatchesUp again -> throw new AssertionError(when + ": " + again);
          case Joining.Waits(RolloutId on) ->
              assertThat(runs.stream().filter(run -> id(run).equals(on)))
                  .as(when)
                  .allMatch(run -> run.state.live());
          case Joining.Settled _, Joining.Unaimed _ -> {}
        }
      }
    }

    /** When nothing runs any more. */
    void end(String when) {
      runs.stream()
          .filter(run -> run.state.live())
          .toList()
          .forEach(run -> end(run, RolloutState.COMPLETED));
      settle(when);
      versions.forEach(
          (tenant, version) ->
              assertThat(version)
                  .as("%s, tenant %d", when, tenant)
                  .isGreaterThanOrEqualTo(
                      runs.stream()
                          .filter(run -> run.fits(tenant) && run.state == RolloutState.COMPLETED)
                          .mapToInt(run -> run.number)
                          .max()
                          .orElse(0)));
    }
  }
}
