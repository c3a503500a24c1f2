package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.rollout.plan.RolloutPlanner;
import dev.skein.rollout.plan.Target;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random fleets, policies, outcomes, losses and people; news comes twice and out of order. {@link
 * FleetModel} checks the invariants after each step; here it is checked that every rollout ends.
 */
class RolloutSimulationTest {
  private static final int RUNS = 2000;

  @Test
  void holdsItsPromisesWhateverHappens() {
    Set<RolloutState> ends = EnumSet.noneOf(RolloutState.class);
    for (long seed = 1; seed <= RUNS; seed++) {
      ends.add(run(seed, false).getLast());
    }
    assertThat(ends)
        .as("the simulation must reach every end, or it shows nothing")
        .containsExactlyInAnyOrder(
            RolloutState.COMPLETED,
            RolloutState.COMPLETED_WITH_EXCEPTIONS,
            RolloutState.ABORTED,
            RolloutState.HALTED,
            RolloutState.PAUSED);
  }

  @Test
  void endsWhenAPersonAlwaysResumes() {
    for (long seed = 1; seed <= RUNS / 4; seed++) {
      RolloutState end = run(seed, true).getLast();
      assertThat(end.live()).as("seed %d ends %s", seed, end).isFalse();
    }
  }

  @Test
  void decidesTheSameForTheSameInput() {
    for (long seed = 1; seed <= 100; seed++) {
      assertThat(run(seed, false)).as("seed %d", seed).isEqualTo(run(seed, false));
    }
  }

  /** The states that the rollout went through. */
  private static List<RolloutState> run(long seed, boolean resumes) {
    try {
      return new Run(new Random(seed)).toTheEnd(resumes);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private static final class Run {
    private final Random random;
    private final RolloutPolicy policy;
    private final FleetModel fleet;
    private final List<FleetModel.Command> commands = new ArrayList<>();
    private final List<FleetModel.News> news = new ArrayList<>();
    private final List<RolloutState> path = new ArrayList<>();
    private final double trouble;
    private final double people;

    Run(Random random) {
      this.random = random;
      policy = policy(random);
      int shards = 1 + random.nextInt(5);
      int[] concurrency = random.ints(shards, 0, 5).toArray();
      fleet = new FleetModel(policy, waves(random, policy, shards), concurrency);
      trouble = random.nextBoolean() ? random.nextDouble() * 0.1 : random.nextDouble();
      people = random.nextDouble() * 0.1;
    }

    private static RolloutPolicy policy(Random random) {
      List<WaveShare> waves = new ArrayList<>();
      for (double reach = 0; waves.size() < random.nextInt(4); ) {
        reach += 1 + random.nextInt(30);
        waves.add(new WaveShare(reach));
      }
      waves.add(new WaveShare(100));
      Duration first = Duration.ofMillis(1 + random.nextInt(2000));
      return new RolloutPolicy(
          new Canary(1 + random.nextInt(10), random.nextInt(10), 1 + random.nextInt(3)),
          waves,
          new HaltLimits(1 + random.nextInt(5)),
          new RetryPolicy(1 + random.nextInt(5), first, first.multipliedBy(1 + random.nextInt(20))),
          random.nextInt(4));
    }

    private static List<List<Integer>> waves(Random random, RolloutPolicy policy, int shards) {
      int tenants = 1 + (int) (200 * Math.pow(random.nextDouble(), 5));
      Map<TenantId, Integer> shardOf = new HashMap<>();
      List<Target> targets = new ArrayList<>();
      for (int i = 0; i < tenants; i++) {
        int shard = random.nextInt(shards);
        TenantId tenant = new TenantId("t" + i);
        shardOf.put(tenant, shard);
        targets.add(new Target(tenant, new ShardId("s" + shard), null));
      }
      return RolloutPlanner.plan(new ReleaseDigest("sha256:" + "0".repeat(64)), policy, targets)
          .waves()
          .stream()
          .map(wave -> wave.stream().map(tenant -> shardOf.getOrDefault(tenant, 0)).toList())
          .toList();
    }

    List<RolloutState> toTheEnd(boolean resumes) {
      int steps = fleet.tenants() * 6 + 20;
      for (int i = 0; i < steps; i++) {
        anything();
        path.add(fleet.state());
      }
      settle();
      for (int i = 0; resumes && fleet.state().live(); i++) {
        if (i > fleet.tenants() + 1) {
          throw new AssertionError("resumed more often than there are tenants; " + fleet.rollout());
        }
        if (random.nextInt(4) == 0) {
          fleet.abort();
        }
        fleet.resume();
        take(fleet.sentByVerb());
        settle();
      }
      path.add(fleet.state());
      return path;
    }

    private void anything() {
      double choice = random.nextDouble();
      if (choice < people) {
        person();
      } else if (choice < 0.45) {
        work();
      } else if (choice < 0.85) {
        deliver();
      } else if (choice < 0.9) {
        lose(random.nextInt(fleet.tenants()));
      } else if (choice < 0.92) {
        fleet.concurrency(random.nextInt(fleet.shards()), random.nextInt(5));
      } else {
        take(fleet.tick(Duration.ofMillis(random.nextInt(3000))));
      }
    }

    private void person() {
      switch (random.nextInt(8)) {
        case 0, 1 -> fleet.pause();
        case 2, 3, 4 -> fleet.resume();
        case 5 -> fleet.retry();
        case 6 -> {
          int pick = random.nextInt(3);
          fleet.retry(tenant -> tenant % 3 == pick);
        }
        default -> {
          if (random.nextInt(5) == 0) {
            fleet.abort();
          }
        }
      }
      take(fleet.sentByVerb());
    }

    /** A worker takes any command, and its reports are on their way; or it says nothing. */
    private void work() {
      if (commands.isEmpty()) {
        return;
      }
      FleetModel.Command command = commands.remove(random.nextInt(commands.size()));
      if (random.nextInt(20) > 0) {
        report(command, new AttemptEvent.Accepted());
      }
      if (random.nextInt(20) > 0) {
        report(command, new AttemptEvent.Ended(outcome(), random.nextDouble()));
      }
    }

    private void report(FleetModel.Command command, AttemptEvent event) {
      news.add(new FleetModel.News(command.tenant(), command.attempt(), event));
    }

    private Outcome outcome() {
      if (fleet.state() != RolloutState.RUNNING && random.nextBoolean()) {
        return Outcomes.RETURNED;
      }
      if (random.nextDouble() >= trouble) {
        return random.nextInt(4) == 0 ? Outcomes.CURRENT : Outcomes.APPLIED;
      }
      return switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> Outcomes.TRANSIENT;
        case 4 -> Outcomes.STALE;
        case 5, 6 -> Outcomes.UNKNOWN;
        case 7 -> Outcomes.RETURNED;
        case 8 -> Outcomes.failed(pick(FailureKind.values()), random.nextInt(4) == 0);
        case 9 -> Outcomes.rejected(pick(RejectionReason.values()));
        default -> Outcomes.FAILED;
      };
    }

    private <T> T pick(T[] values) {
      return values[random.nextInt(values.length)];
    }

    /** Up to four pieces of news, any of those on their way; some come again later. */
    private void deliver() {
      List<FleetModel.News> batch = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0 && !news.isEmpty(); i--) {
        int next = random.nextInt(news.size());
        batch.add(random.nextInt(4) == 0 ? news.get(next) : news.remove(next));
        if (random.nextInt(4) == 0) {
          batch.add(batch.getLast());
        }
      }
      take(fleet.on(batch));
    }

    private void lose(int tenant) {
      if (fleet.state(tenant).phase() == TenantState.Phase.IN_FLIGHT) {
        lost(tenant);
      }
    }

    private void lost(int tenant) {
      take(
          fleet.on(
              List.of(
                  new FleetModel.News(tenant, fleet.attempt(tenant), new AttemptEvent.Lost()))));
    }

    private void take(List<FleetModel.Command> sent) {
      commands.addAll(sent);
    }

    /** Every worker works, every report arrives, nobody interferes. */
    private void settle() {
      for (int shard = 0; shard < fleet.shards(); shard++) {
        fleet.concurrency(shard, Math.max(1, random.nextInt(5)));
      }
      int limit = 1000 + fleet.tenants() * 200;
      for (int i = 0; i < limit; i++) {
        Duration next = fleet.nextRetry();
        if (!commands.isEmpty()) {
          work();
        } else if (!news.isEmpty()) {
          deliver();
        } else if (fleet.count(TenantState.Phase.IN_FLIGHT) > 0) {
          for (int tenant = 0; tenant < fleet.tenants(); tenant++) {
            lose(tenant);
          }
        } else if (next != null && fleet.state() == RolloutState.RUNNING) {
          take(fleet.tick(next.isNegative() ? Duration.ZERO : next));
        } else if (fleet.state() == RolloutState.RUNNING) {
          take(fleet.tick(Duration.ZERO));
          if (commands.isEmpty()) {
            throw new AssertionError("runs for ever with nothing to do; " + fleet.rollout());
          }
        } else {
          return;
        }
      }
      throw new AssertionError("does not come to an end; " + fleet.rollout());
    }
  }
}
