package dev.skein.rollout.rules;

import dev.skein.contracts.report.Outcome;
import dev.skein.rollout.cohort.Departures;
import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Approval;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What must hold whatever happens, by counts of its own over the model's rows. */
final class FleetChecks {
  private final RolloutPolicy policy;
  private final List<PlannedWave> plan;
  private final List<FleetRow> rows;
  private final int[] concurrency;
  private final int[] errors;
  private final int[] successes;
  private final @Nullable Instant[] throughSince;
  private final FleetPrints prints;
  private final FleetFailures failures;
  private final FleetTally tally;

  /** Whether a person took a decision that the rules would not have taken. */
  private boolean helped;

  private boolean hurried;

  FleetChecks(
      RolloutPolicy policy, List<PlannedWave> plan, List<FleetRow> rows, int[] concurrency) {
    this.policy = policy;
    this.plan = plan;
    this.rows = rows;
    this.concurrency = concurrency;
    errors = new int[concurrency.length];
    successes = new int[plan.size()];
    throughSince = new @Nullable Instant[plan.size()];
    prints = new FleetPrints(policy, rows);
    failures = new FleetFailures(policy, rows);
    tally = new FleetTally(policy, plan, rows, failures, prints);
  }

  boolean prints(FleetRow row) {
    return prints.add(row);
  }

  Departures departures() {
    return prints.departures();
  }

  int unread() {
    return prints.unread();
  }

  static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError(what.get());
    }
  }

  /** Before the model takes the step over. */
  void step(Rollout before, FleetModel.News news, FleetRow row, Step step) {
    TenantState from = row.state();
    AttemptEvent event = news.event();
    boolean late = from == TenantState.UNKNOWN;
    if (step.tenant().state() != from) {
      move(news.tenant(), row, step.tenant().state());
    }
    require(step.tenant().wave() == row.slot.wave(), () -> "changed its wave: " + news);
    if (!late) {
      int tried = Endings.ends(event) && !Endings.verdict(event) ? 1 : 0;
      row.tries += tried;
      errors[row.shard] =
          tried == 1 || Endings.configuration(event)
              ? errors[row.shard] + 1
              : Endings.ends(event) && !Endings.returned(event) ? 0 : errors[row.shard];
    }
    require(step.tenant().tries() == row.tries, () -> row.tries + " tries but " + step.tenant());
    if (before.state() == RolloutState.ABORTED) {
      require(
          step.tenant().state() != TenantState.CANCELLED || Endings.returned(event),
          () -> "a tenant that may have started is called cancelled: " + news);
    }
    if (step.tenant().state().phase() == TenantState.Phase.WELL) {
      successes[row.slot.wave()]++;
      require(FleetModel.good(((AttemptEvent.Ended) event).outcome()), () -> "well by " + event);
    }
    if (late && event instanceof AttemptEvent.Ended(Outcome outcome, double _)) {
      require(
          !FleetModel.good(outcome) || step.tenant().state() != TenantState.UNKNOWN,
          () -> "a success that came late was not heard");
    }
    if (step.tenant().state() != from) {
      row.forgiven = false;
    }
    reopen(before, step.rollout());
  }

  /** After the model took it over. */
  void stepped(Rollout rollout, FleetRow row) {
    boolean done = row.in(TenantState.Phase.WELL) || row.failed();
    require(
        rollout.state() != RolloutState.RUNNING
            || row.slot.wave() == 0
            || !done
            || helped
            || !failures.percent(),
        () -> "runs on beyond the share of failures allowed; " + rollout);
  }

  void move(int tenant, FleetRow row, TenantState to) {
    require(
        TenantMoves.ALLOWED.getOrDefault(row.state(), Set.of()).contains(to),
        () -> "tenant %d went from %s to %s".formatted(tenant, row.state(), to));
  }

  void send(Rollout rollout, FleetRow row, Instant now) {
    require(rollout.state() == RolloutState.RUNNING, () -> "sent while " + rollout.state());
    require(!row.open || row.state() == TenantState.PENDING, () -> "two live attempts");
    require(!row.blocked(now) && !row.quarantined, () -> "sent a tenant that is blocked");
    require(
        errors[row.shard] < policy.perShard().errors(),
        () -> "sent to a shard after %d errors".formatted(errors[row.shard]));
    require(
        rollout.wave(row.slot.wave()).state() == WaveState.RUNNING,
        () -> "sent a tenant of a wave that does not run; " + rollout);
  }

  void sent(Rollout rollout, FleetRow sent) {
    long inFlight = rows.stream().filter(row -> row.in(TenantState.Phase.IN_FLIGHT)).count();
    int allowance = allowance(rollout.current());
    require(
        inFlight <= allowance,
        () -> "%d in flight with an allowance of %d".formatted(inFlight, allowance));
    long there =
        rows.stream()
            .filter(row -> row.shard == sent.shard && row.in(TenantState.Phase.IN_FLIGHT))
            .count();
    int own = policy.perShard().concurrency();
    int most = own > 0 && own < concurrency[sent.shard] ? own : 2 * concurrency[sent.shard];
    require(there <= most, () -> "%d at a shard that bears %d".formatted(there, most));
  }

  /** By its budget and its successes since it last began slowly. */
  private int allowance(int wave) {
    int budget = wave == 0 ? policy.canary().failures() : policy.halt().budget();
    int allowance = 2 * budget;
    for (int left = successes[wave]; left >= allowance; allowance *= 2) {
      left -= allowance;
    }
    return allowance;
  }

  void verb(Rollout before, Rollout after, Instant now) {
    boolean judged = before.state() != RolloutState.PAUSED && !before.state().equals(after.state());
    if (judged && before.state() != RolloutState.RUNNING && after.state() != RolloutState.ABORTED) {
      rows.forEach(row -> row.forgiven |= row.in(TenantState.Phase.FAILED));
      prints.letPass();
      helped = true;
    }
    if (after.toll().errors().isEmpty()) {
      Arrays.fill(errors, 0);
    }
    hurried |= after.terms().hurried();
    helped |= hurried || passed(after) > passed(before) || after.current() > before.current();
    reopen(before, after);
    through(now);
  }

  private static long passed(Rollout rollout) {
    return rollout.waves().stream().filter(wave -> wave.state() == WaveState.PASSED).count();
  }

  /** A wave that began slowly again has no success to its credit. */
  private void reopen(Rollout before, Rollout after) {
    for (Wave wave : after.waves()) {
      WaveState was = before.wave(wave.index()).state();
      if (wave.state() == WaveState.RUNNING && was != WaveState.RUNNING && wave.credit() == 0) {
        successes[wave.index()] = 0;
      }
      if (wave.allowance() < before.wave(wave.index()).allowance()) {
        successes[wave.index()] = 0;
      }
    }
  }

  /** What was done once is not done again. */
  void twice(Rollout after, Verdict again) {
    if (again instanceof Verdict.Done(Rollout second, List<RolloutChange> _)) {
      require(
          second.state() == after.state() || after.state() == RolloutState.HALTED,
          () -> "a second press went on to " + second.state());
    }
  }

  void clock(Rollout before, Rollout after, boolean moving, Instant now) {
    if (before.state() == RolloutState.RUNNING && after.state() == RolloutState.HALTED) {
      Instant deadline = before.terms().deadline();
      boolean passed = deadline != null && !now.isBefore(deadline);
      Instant still = before.terms().stillSince();
      boolean stood =
          !moving
              && still != null
              && Duration.between(still, now).compareTo(policy.halt().standstill()) >= 0;
      boolean unsure =
          after.waves().stream().anyMatch(wave -> wave.state() == WaveState.INCONCLUSIVE);
      require(passed || stood || unsure, () -> "halted by the clock for nothing; " + after);
    }
    if (after.state() == RolloutState.RUNNING && after.terms().deadline() != null) {
      Instant deadline = Objects.requireNonNull(after.terms().deadline());
      require(now.isBefore(deadline), () -> "runs on beyond its deadline");
    }
  }

  void told(Rollout rollout, RolloutChange change, Instant now) {
    switch (change) {
      case RolloutChange.WaveBakes(int wave, Instant until) ->
          require(
              failures.through(wave) && until.equals(now.plus(plan.get(wave).bake())),
              () -> "bakes the wrong time: " + change);
      case RolloutChange.WavePassed(int wave) -> passed(rollout, wave, now);
      case RolloutChange.WaveStarted(int wave) -> started(rollout, wave);
      case RolloutChange.ApprovalNeeded(int wave) ->
          require(plan.get(wave).approval(), () -> "asks for an approval that nobody wants");
      case RolloutChange.ShardTripped(String shard, int count) ->
          require(
              count == policy.perShard().errors()
                  && errors[Integer.parseInt(shard.substring(1))] == count,
              () -> "tripped after " + count);
      case RolloutChange.Halted(String reason) ->
          require(!reason.isEmpty(), () -> "halted without a reason");
      case RolloutChange.Completed(RolloutState state) -> {
        long well = rows.stream().filter(row -> row.in(TenantState.Phase.WELL)).count();
        RolloutState right =
            well == rows.size() ? RolloutState.COMPLETED : RolloutState.COMPLETED_WITH_EXCEPTIONS;
        require(
            state == right || rollout.state() == right, () -> state + " with " + well + " well");
        require(
            rows.stream().allMatch(row -> row.state().terminal()),
            () -> "completed before the end");
      }
      case RolloutChange.Paused _,
          RolloutChange.Resumed _,
          RolloutChange.Aborted _,
          RolloutChange.RollbackStarted _,
          RolloutChange.RollbackStuck _,
          RolloutChange.RolledBack _ -> {}
    }
  }

  private void passed(Rollout rollout, int wave, Instant now) {
    require(failures.through(wave), () -> "wave " + wave + " passed before its end");
    Instant since = throughSince[wave];
    Duration baked = since == null ? Duration.ZERO : Duration.between(since, now);
    require(
        hurried || helped || baked.compareTo(plan.get(wave).bake()) >= 0,
        () -> "wave %d passed after %s; %s".formatted(wave, baked, rollout));
    require(helped || !prints.missing(), () -> "passed without a fingerprint; " + rollout);
    if (!helped && wave == 0) {
      require(
          rows.stream().anyMatch(row -> row.slot.wave() == 0 && row.in(TenantState.Phase.WELL)),
          () -> "the canary passed without a success");
      long bad =
          rows.stream()
              .filter(row -> row.slot.wave() == 0 && row.in(TenantState.Phase.FAILED))
              .count();
      require(bad < policy.canary().failures(), () -> "the canary passed with %d".formatted(bad));
    }
  }

  private void started(Rollout rollout, int wave) {
    require(
        helped
            || rows.stream().noneMatch(row -> row.slot.wave() < wave && !FleetFailures.stands(row)),
        () -> "wave " + wave + " started before those before it ended");
    require(
        !plan.get(wave).approval() || rollout.wave(wave).approval() == Approval.GIVEN,
        () -> "wave " + wave + " started without approval");
    require(!failures.halts(), () -> "wave " + wave + " started beyond the failures allowed");
  }

  /** What holds between any two steps. */
  void between(Rollout rollout, Instant now) {
    through(now);
    tally.check(rollout, now);
  }

  /** Looks which waves' tenants are through, and since when. */
  void through(Instant now) {
    for (int wave = 0; wave < plan.size(); wave++) {
      Instant since = throughSince[wave];
      throughSince[wave] = failures.through(wave) ? since == null ? now : since : null;
    }
  }
}
