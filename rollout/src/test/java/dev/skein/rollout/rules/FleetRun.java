package dev.skein.rollout.rules;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.plan.RolloutPlanner;
import dev.skein.rollout.plan.Target;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One random rollout: workers, losses, clocks, people, and news that comes twice and shuffled. */
final class FleetRun {
  private final Random random;
  private final FleetModel fleet;
  private final List<FleetModel.Command> commands = new ArrayList<>();
  private final List<FleetModel.News> news = new ArrayList<>();
  private final List<RolloutState> path = new ArrayList<>();
  private final double trouble;
  private final double people;
  private final Duration standstill;

  FleetRun(Random random) {
    this.random = random;
    RolloutPolicy policy = RandomPolicy.of(random);
    standstill = policy.halt().standstill();
    int shards = 1 + random.nextInt(5);
    int[] concurrency = random.ints(shards, 0, 5).toArray();
    int tenants =
        1 + (int) ((random.nextInt(50) == 0 ? 150 : 25) * Math.pow(random.nextDouble(), 2));
    Map<TenantId, Integer> shardOf = new HashMap<>();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      TenantId tenant = new TenantId("t" + i);
      shardOf.put(tenant, random.nextInt(shards));
      targets.add(new Target(tenant, new ShardId("s" + shardOf.get(tenant)), null));
    }
    List<PlannedWave> plan =
        RolloutPlanner.plan(new ReleaseDigest("sha256:" + "0".repeat(64)), policy, targets).waves();
    List<FleetRow> rows = new ArrayList<>();
    for (int wave = 0; wave < plan.size(); wave++) {
      for (TenantId tenant : plan.get(wave).tenants()) {
        rows.add(new FleetRow(wave, shardOf.getOrDefault(tenant, 0)));
      }
    }
    fleet = new FleetModel(policy, plan, rows, concurrency);
    double oddities = random.nextInt(3) == 0 ? random.nextDouble() * 0.3 : 0;
    for (int tenant = 0; tenant < tenants; tenant++) {
      fleet.schema(tenant, random.nextDouble() < oddities, random.nextDouble() < oddities / 3);
    }
    trouble = random.nextBoolean() ? random.nextDouble() * 0.1 : random.nextDouble();
    people = random.nextBoolean() ? 0 : random.nextDouble() * 0.15;
  }

  /** The states that the rollout went through. */
  List<RolloutState> toTheEnd(boolean resumes) {
    int steps = fleet.tenants() * 5 + 15;
    for (int i = 0; i < steps; i++) {
      anything();
      path.add(fleet.state());
    }
    settle();
    for (int i = 0; resumes && fleet.state().live(); i++) {
      if (i > 3 * fleet.tenants() + 20) {
        throw new AssertionError("people never come to an end; " + fleet.rollout());
      }
      conclude();
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
    } else if (choice < 0.93) {
      block(random.nextInt(fleet.tenants()));
    } else if (choice < 0.94) {
      overdue(random.nextInt(fleet.tenants()));
    } else {
      take(fleet.tick(Duration.ofMillis(random.nextInt(5000))));
    }
  }

  private void block(int tenant) {
    Blocker by = pick(Blocker.values());
    Instant until =
        by == Blocker.PIN || (by == Blocker.FREEZE && random.nextBoolean())
            ? null
            : fleet.now().plusMillis(random.nextInt(20_000));
    fleet.block(tenant, random.nextInt(3) == 0 ? null : by, until);
  }

  private void overdue(int tenant) {
    take(fleet.on(List.of(new FleetModel.News(tenant, 0, new AttemptEvent.Overdue()))));
  }

  private void person() {
    int pick = random.nextInt(5);
    switch (random.nextInt(16)) {
      case 0 -> fleet.pause();
      case 1, 2, 3 -> fleet.resume();
      case 4 -> fleet.retry();
      case 5 -> fleet.retry(tenant -> tenant % 3 == pick);
      case 6 -> fleet.skip(tenant -> tenant % 7 == pick);
      case 7 -> fleet.quarantine(tenant -> tenant % 9 == pick);
      case 8 -> fleet.release(tenant -> tenant % 2 == 0);
      case 9, 10 -> fleet.approve(null);
      case 11 -> fleet.approve(random.nextInt(4));
      case 12 -> fleet.promote(random.nextInt(3) == 0 ? null : random.nextInt(4));
      case 13 -> fleet.promoteFull();
      case 14 -> {
        if (random.nextInt(4) == 0) {
          fleet.accept();
        }
      }
      default -> {
        if (random.nextInt(8) == 0) {
          fleet.abort();
        } else if (random.nextInt(8) == 0) {
          fleet.supersede();
        }
      }
    }
    take(fleet.sentByVerb());
  }

  /** A person who is there decides, one way or another. */
  private void conclude() {
    if (fleet.waitsForApproval() && random.nextInt(4) > 0) {
      fleet.approve(null);
      take(fleet.sentByVerb());
    }
    for (int tenant = 0; tenant < fleet.tenants(); tenant++) {
      fleet.block(tenant, null, null);
    }
    switch (random.nextInt(8)) {
      case 0 -> fleet.abort();
      case 1 -> fleet.accept();
      case 2 -> fleet.promote(null);
      default -> fleet.resume();
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
      default -> Outcomes.failedBy("2350" + random.nextInt(4));
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
      int attempt = fleet.attempt(tenant);
      take(fleet.on(List.of(new FleetModel.News(tenant, attempt, new AttemptEvent.Lost()))));
    }
  }

  private void take(List<FleetModel.Command> sent) {
    commands.addAll(sent);
  }

  /** Every worker works, every report arrives, nobody interferes: it ends or waits for somebody. */
  private void settle() {
    for (int shard = 0; shard < fleet.shards(); shard++) {
      fleet.concurrency(shard, Math.max(1, random.nextInt(5)));
    }
    int limit = 1000 + fleet.tenants() * 200;
    for (int i = 0; i < limit; i++) {
      if (!commands.isEmpty()) {
        work();
      } else if (!news.isEmpty()) {
        deliver();
      } else if (fleet.count(TenantState.Phase.IN_FLIGHT) > 0) {
        for (int tenant = 0; tenant < fleet.tenants(); tenant++) {
          lose(tenant);
        }
      } else if (fleet.state() == RolloutState.RUNNING
          && !fleet.waitsForApproval()
          && !fleet.waitsForWhoKeeps()) {
        Duration next = fleet.nextDue();
        take(fleet.tick(next == null ? standstill : next));
      } else {
        return;
      }
    }
    throw new AssertionError("neither ends nor waits for a person; " + fleet.rollout());
  }
}
