package dev.skein.rollout.rules;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's loop in memory: rows of tenants, which news counts, dispatch by wave and
 * window, and the verbs. After each step it checks what must always hold, by counts of its own.
 */
final class FleetModel {
  /** A command that was sent: {@code attempt} is unique over the rollout, from 1. */
  record Command(int tenant, int attempt) {}

  /**
   * @param attempt which one it is about; 0 for none
   */
  record News(int tenant, int attempt, AttemptEvent event) {}

  private static final class Row {
    final int shard;
    TenantSlot slot;
    int attempt;
    boolean open;
    int tries;

    Row(int wave, int shard) {
      this.shard = shard;
      this.slot = new TenantSlot(wave, TenantState.PENDING, 0, null);
    }
  }

  private final RolloutPolicy policy;
  private final int[] concurrency;
  private final List<Row> rows = new ArrayList<>();
  private final List<RolloutChange> changes = new ArrayList<>();
  private Rollout rollout;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int attempts;
  private int forgivenCanary;
  private int forgivenLater;
  private int forgivenPartial;
  private List<Command> sentByVerb = List.of();

  /**
   * @param waves of each, the shards of its tenants, in the order in which they are sent
   * @param concurrency of each shard
   */
  FleetModel(RolloutPolicy policy, List<List<Integer>> waves, int... concurrency) {
    this.policy = policy;
    this.concurrency = concurrency.clone();
    for (int wave = 0; wave < waves.size(); wave++) {
      for (int shard : waves.get(wave)) {
        rows.add(new Row(wave, shard));
      }
    }
    rollout = RolloutRules.start(policy, waves.stream().map(List::size).toList());
    check();
  }

  Rollout rollout() {
    return rollout;
  }

  RolloutState state() {
    return rollout.state();
  }

  /** What was told since the last call. */
  List<RolloutChange> told() {
    List<RolloutChange> told = List.copyOf(changes);
    changes.clear();
    return told;
  }

  int tenants() {
    return rows.size();
  }

  TenantState state(int tenant) {
    return rows.get(tenant).slot.state();
  }

  TenantSlot slot(int tenant) {
    return rows.get(tenant).slot;
  }

  int attempt(int tenant) {
    return rows.get(tenant).attempt;
  }

  void concurrency(int shard, int value) {
    concurrency[shard] = value;
  }

  int shards() {
    return concurrency.length;
  }

  /** A batch of news in order, then what may be sent now. */
  List<Command> on(List<News> batch) {
    for (News news : batch) {
      Row row = rows.get(news.tenant());
      if (concerns(news, row)) {
        step(news, row);
      }
    }
    return dispatch();
  }

  /** Time goes by; then, as the clock of the coordinator does, retries that are due. */
  List<Command> tick(Duration time) {
    now = now.plus(time);
    if (rollout.state() != RolloutState.RUNNING) {
      return List.of();
    }
    List<News> due = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Instant at = rows.get(i).slot.retryAt();
      if (at != null && !at.isAfter(now)) {
        due.add(new News(i, 0, new AttemptEvent.RetryDue()));
      }
    }
    return on(due);
  }

  private static boolean concerns(News news, Row row) {
    TenantState state = row.slot.state();
    boolean last = news.attempt() != 0 && news.attempt() == row.attempt;
    return switch (news.event()) {
      case AttemptEvent.Accepted _ -> last && state == TenantState.DISPATCHED;
      case AttemptEvent.Ended _, AttemptEvent.Lost _ ->
          last && state.phase() == TenantState.Phase.IN_FLIGHT;
      case AttemptEvent.RetryDue _ -> state == TenantState.WAITING_RETRY;
    };
  }

  private void step(News news, Row row) {
    RolloutState before = rollout.state();
    Step step = RolloutRules.on(rollout, row.slot, news.event(), now);
    require(
        step.equals(RolloutRules.on(rollout, row.slot, news.event(), now)),
        () -> "the same input was decided in two ways");
    if (news.event() instanceof AttemptEvent.Ended || news.event() instanceof AttemptEvent.Lost) {
      row.open = false;
      row.tries += verdict(news.event()) ? 0 : 1;
    }
    if (before == RolloutState.ABORTED) {
      require(
          step.tenant().state() != TenantState.CANCELLED
              || news.event() instanceof AttemptEvent.Ended(Outcome.Returned _, double _),
          () -> "a tenant that may have started is called cancelled: " + news);
    }
    move(news.tenant(), step.tenant());
    rollout = step.rollout();
    require(
        step.tenant().tries() == row.tries,
        () -> "expected %d tries but got %s".formatted(row.tries, step.tenant()));
    heed(step.changes());
  }

  /** Whether the end of an attempt says how the tenant stands, or that it was never tried. */
  private static boolean verdict(AttemptEvent event) {
    return switch (event) {
      case AttemptEvent.Accepted _, AttemptEvent.RetryDue _ -> true;
      case AttemptEvent.Lost _ -> false;
      case AttemptEvent.Ended(Outcome outcome, double _) ->
          switch (outcome) {
            case Outcome.Applied _, Outcome.AlreadyCurrent _, Outcome.Returned _ -> true;
            case Outcome.Failed failed ->
                failed.failure() != FailureKind.TRANSIENT || failed.partial();
            case Outcome.Rejected rejected -> rejected.reason() != RejectionReason.STALE_EPOCH;
            case Outcome.Unknown _ -> false;
          };
    };
  }

  private void move(int tenant, TenantSlot next) {
    Row row = rows.get(tenant);
    TenantState from = row.slot.state();
    require(
        from != next.state() && moves(from).contains(next.state()),
        () -> "tenant %d went from %s to %s".formatted(tenant, from, next.state()));
    require(next.wave() == row.slot.wave(), () -> "tenant " + tenant + " changed its wave");
    row.slot = next;
  }

  private static Set<TenantState> moves(TenantState from) {
    return TenantMoves.ALLOWED.getOrDefault(from, Set.of());
  }

  /** As the coordinator's query: of each shard the first by wave and place, then the first. */
  private List<Command> dispatch() {
    check();
    int allowance = FlowRules.allowance(rollout);
    List<Integer> chosen = new ArrayList<>();
    int[] rooms = new int[concurrency.length];
    for (int shard = 0; shard < rooms.length; shard++) {
      rooms[shard] = FlowRules.room(policy, concurrency[shard], unfinished(shard));
    }
    for (int i = 0; i < rows.size() && chosen.size() < allowance; i++) {
      Row row = rows.get(i);
      if (row.slot.state() == TenantState.PENDING
          && row.slot.wave() <= rollout.current()
          && rooms[row.shard] > 0) {
        rooms[row.shard]--;
        chosen.add(i);
      }
    }
    List<Command> sent = new ArrayList<>();
    for (int tenant : chosen) {
      sent.add(send(tenant));
    }
    if (!sent.isEmpty()) {
      checkFlow(sent);
      check();
    }
    return sent;
  }

  private Command send(int tenant) {
    Row row = rows.get(tenant);
    require(!row.open, () -> "tenant " + tenant + " has two live attempts");
    row.open = true;
    row.attempt = ++attempts;
    move(tenant, row.slot.to(TenantState.DISPATCHED));
    rollout = FlowRules.sent(rollout, row.slot.wave());
    return new Command(tenant, row.attempt);
  }

  private void checkFlow(List<Command> sent) {
    require(state() == RolloutState.RUNNING, () -> "sent while " + rollout.state());
    long inFlight = count(TenantState.Phase.IN_FLIGHT);
    int allowance = allowance(rollout.current());
    require(
        inFlight <= allowance,
        () -> "%d in flight with an allowance of %d".formatted(inFlight, allowance));
    for (Command command : sent) {
      Row row = rows.get(command.tenant());
      require(
          rollout.waves().get(row.slot.wave()).state() == WaveState.RUNNING,
          () -> "sent a tenant of a wave that does not run");
      int own = policy.shardConcurrency();
      int used = own == 0 ? concurrency[row.shard] : Math.min(own, concurrency[row.shard]);
      require(
          unfinished(row.shard) <= 2 * used,
          () -> "%d at a shard of %d".formatted(unfinished(row.shard), used));
    }
  }

  /** By its budget and its successes alone. */
  private int allowance(int wave) {
    int allowance = 2 * (wave == 0 ? policy.canary().failures() : policy.halt().failures());
    int successes = 0;
    for (Row row : rows) {
      if (row.slot.wave() == wave && row.slot.state().phase() == TenantState.Phase.WELL) {
        successes++;
      }
    }
    while (successes >= allowance) {
      successes -= allowance;
      allowance *= 2;
    }
    return allowance;
  }

  private int unfinished(int shard) {
    int unfinished = 0;
    for (Row row : rows) {
      if (row.shard == shard && row.slot.state().phase() == TenantState.Phase.IN_FLIGHT) {
        unfinished++;
      }
    }
    return unfinished;
  }

  Verdict pause() {
    return carryOut(RolloutVerbs.pause(rollout, "by a person"));
  }

  Verdict resume() {
    boolean halted = state() == RolloutState.HALTED;
    return carryOut(RolloutVerbs.resume(rollout), halted, List.of(), TenantState.PENDING);
  }

  Verdict abort() {
    List<Integer> queued =
        tenants(state -> state.phase() == TenantState.Phase.QUEUED, tenant -> true);
    return carryOut(
        RolloutVerbs.abort(rollout, "by a person"), false, queued, TenantState.CANCELLED);
  }

  /** Sends these failed tenants again. */
  Verdict retry(IntPredicate only) {
    List<Integer> failed = tenants(state -> state.phase() == TenantState.Phase.FAILED, only);
    Map<Integer, Map<TenantState, Integer>> counts = new HashMap<>();
    for (int tenant : failed) {
      TenantSlot slot = rows.get(tenant).slot;
      counts
          .computeIfAbsent(slot.wave(), _ -> new EnumMap<>(TenantState.class))
          .merge(slot.state(), 1, Integer::sum);
    }
    return carryOut(
        RolloutVerbs.retry(rollout, counts), !failed.isEmpty(), failed, TenantState.PENDING);
  }

  Verdict retry() {
    return retry(tenant -> true);
  }

  /** What the last verb sent. */
  List<Command> sentByVerb() {
    return sentByVerb;
  }

  private Verdict carryOut(Verdict verdict) {
    return carryOut(verdict, false, List.of(), TenantState.PENDING);
  }

  private Verdict carryOut(
      Verdict verdict, boolean forgives, List<Integer> moved, TenantState target) {
    sentByVerb = List.of();
    if (verdict instanceof Verdict.Done(Rollout after, List<RolloutChange> told)) {
      rollout = after;
      for (int tenant : moved) {
        int wave = rows.get(tenant).slot.wave();
        move(tenant, new TenantSlot(wave, target, 0, null));
        rows.get(tenant).tries = 0;
      }
      if (forgives) {
        forgivenCanary = failures(true);
        forgivenLater = failures(false);
        forgivenPartial = partial();
      }
      heed(told);
      sentByVerb = dispatch();
    }
    return verdict;
  }

  private List<Integer> tenants(Predicate<TenantState> state, IntPredicate only) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (state.test(rows.get(i).slot.state()) && only.test(i)) {
        found.add(i);
      }
    }
    return found;
  }

  private void heed(List<RolloutChange> told) {
    changes.addAll(told);
    for (RolloutChange change : told) {
      switch (change) {
        case RolloutChange.WavePassed(int wave) ->
            require(ended(wave), () -> "wave " + wave + " passed before its end");
        case RolloutChange.WaveStarted(int wave) -> {
          for (int i = 0; i < wave; i++) {
            int before = i;
            require(ended(i), () -> "wave %d started before %d ended".formatted(wave, before));
          }
          require(!halts(), () -> "wave " + wave + " started beyond the failures allowed");
        }
        case RolloutChange.Halted(String reason) ->
            require(halts() && !reason.isEmpty(), () -> "halted without a reason");
        case RolloutChange.Completed(RolloutState state) -> {
          long well = count(TenantState.Phase.WELL);
          require(
              state
                  == (well == rows.size()
                      ? RolloutState.COMPLETED
                      : RolloutState.COMPLETED_WITH_EXCEPTIONS),
              () -> "%s with %d of %d well".formatted(state, well, rows.size()));
          require(tallyEnded(), () -> "completed before the end");
        }
        case RolloutChange.Paused _, RolloutChange.Resumed _, RolloutChange.Aborted _ -> {}
      }
    }
  }

  private boolean tallyEnded() {
    return count(TenantState.Phase.QUEUED) == 0 && count(TenantState.Phase.IN_FLIGHT) == 0;
  }

  private boolean ended(int wave) {
    return rows.stream().noneMatch(row -> row.slot.wave() == wave && !row.slot.state().terminal());
  }

  /** Whether there are more failures than the policy and the people allow. */
  private boolean halts() {
    int canary = failures(true);
    int later = failures(false);
    return (canary >= policy.canary().failures() && canary > forgivenCanary)
        || (later >= policy.halt().failures() && later > forgivenLater)
        || partial() > forgivenPartial;
  }

  private int failures(boolean canary) {
    int failures = 0;
    for (Row row : rows) {
      if (row.slot.wave() == 0 == canary && row.slot.state().phase() == TenantState.Phase.FAILED) {
        failures++;
      }
    }
    return failures;
  }

  private int partial() {
    int partial = 0;
    for (Row row : rows) {
      if (row.slot.state() == TenantState.FAILED_PARTIAL) {
        partial++;
      }
    }
    return partial;
  }

  long count(TenantState.Phase phase) {
    long count = 0;
    for (Row row : rows) {
      if (row.slot.state().phase() == phase) {
        count++;
      }
    }
    return count;
  }

  /** What holds between any two steps. */
  @SuppressWarnings("EnumOrdinal") // an array by state: this runs millions of times
  private void check() {
    List<Map<TenantState, Integer>> counts = new ArrayList<>();
    rollout.waves().forEach(_ -> counts.add(new EnumMap<>(TenantState.class)));
    for (Row row : rows) {
      TenantSlot slot = row.slot;
      counts.get(slot.wave()).merge(slot.state(), 1, Integer::sum);
      if (!fits(slot)) {
        throw new AssertionError("out of place: %s; %s".formatted(slot, rollout));
      }
    }
    for (Wave wave : rollout.waves()) {
      Map<TenantState, Integer> counted = counts.get(wave.index());
      if (!wave.tally().counts().equals(counted)) {
        throw new AssertionError("expected the tally %s but got %s".formatted(counted, wave));
      }
    }
    require(wavesFit(), () -> "waves do not fit " + rollout);
    require(
        state() != RolloutState.RUNNING || !halts(), () -> "runs on beyond the failures allowed");
    require(
        state() != RolloutState.ABORTED || count(TenantState.Phase.QUEUED) == 0,
        () -> "an aborted rollout has a queue");
  }

  /** Its time to retry at, its tries, and that its wave has begun if it left the queue. */
  private boolean fits(TenantSlot slot) {
    Instant at = slot.retryAt();
    int most = policy.retry().attempts();
    return (slot.state() == TenantState.WAITING_RETRY) == (at != null)
        && (at == null || !at.isAfter(now.plus(policy.retry().longest())))
        && (slot.state().terminal() ? slot.tries() <= most : slot.tries() < most)
        && (slot.wave() <= rollout.current()
            || slot.state() == TenantState.PENDING
            || slot.state() == TenantState.CANCELLED);
  }

  private boolean wavesFit() {
    return rollout.waves().stream()
            .allMatch(
                wave -> (wave.state() == WaveState.PENDING) == wave.index() > rollout.current())
        && (state() != RolloutState.RUNNING
            || rollout.waves().stream().noneMatch(wave -> wave.state() == WaveState.FAILED));
  }

  private void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError(what.get() + "; " + rollout);
    }
  }

  /** The earliest time at which a retry is due. */
  @Nullable Duration nextRetry() {
    return rows.stream()
        .map(row -> row.slot.retryAt())
        .filter(at -> at != null)
        .min(Comparator.naturalOrder())
        .map(at -> Duration.between(now, at))
        .orElse(null);
  }
}
