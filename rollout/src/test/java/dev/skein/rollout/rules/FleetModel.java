package dev.skein.rollout.rules;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's loop in memory: rows of tenants, which news counts, dispatch by wave and
 * window, and the verbs. {@link FleetChecks} looks on.
 */
final class FleetModel {
  /** A command that was sent: {@code attempt} is unique over the rollout, from 1. */
  record Command(int tenant, int attempt) {}

  /**
   * @param attempt which one it is about; 0 for none
   */
  record News(int tenant, int attempt, AttemptEvent event) {}

  private final int[] concurrency;
  private final List<FleetRow> rows;
  private final FleetChecks checks;
  private final FleetMovement movement;
  private final List<RolloutChange> changes = new ArrayList<>();
  private Rollout rollout;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int attempts;
  private List<Command> sentByVerb = List.of();

  /**
   * @param rows in the order of the plan
   * @param concurrency of each shard
   */
  FleetModel(
      RolloutPolicy policy, List<PlannedWave> plan, List<FleetRow> rows, int... concurrency) {
    this.concurrency = concurrency.clone();
    this.rows = List.copyOf(rows);
    int shards = (int) rows.stream().map(row -> row.shard).distinct().count();
    rollout = RolloutStart.started(policy, plan, shards, now);
    movement = new FleetMovement(this.rows, this.concurrency);
    checks = new FleetChecks(policy, plan, rows, this.concurrency);
    checks.between(rollout, now);
  }

  Rollout rollout() {
    return rollout;
  }

  RolloutState state() {
    return rollout.state();
  }

  Instant now() {
    return now;
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
    return rows.get(tenant).state();
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

  long count(TenantState.Phase phase) {
    return rows.stream().filter(row -> row.in(phase)).count();
  }

  /** The tenant's own data from now on; a null blocker frees it. */
  void block(int tenant, @Nullable Blocker by, @Nullable Instant until) {
    FleetRow row = rows.get(tenant);
    row.blocker = by;
    row.blockedUntil = until;
    if (row.state() == TenantState.BLOCKED) {
      on(List.of(new News(tenant, 0, new AttemptEvent.Due())));
    }
  }

  /** A batch of news in order, then what may be sent now. */
  List<Command> on(List<News> batch) {
    for (News news : batch) {
      FleetRow row = rows.get(news.tenant());
      if (concerns(news, row)) {
        step(news, row);
      }
    }
    return dispatch();
  }

  /** Time goes by; then, as the clock of the coordinator does, what is due. */
  List<Command> tick(Duration time) {
    now = now.plus(time);
    List<News> due = new ArrayList<>();
    for (int i = 0; rollout.state() == RolloutState.RUNNING && i < rows.size(); i++) {
      Instant at = rows.get(i).slot.dueAt();
      if (at != null && !at.isAfter(now)) {
        due.add(new News(i, 0, new AttemptEvent.Due()));
      }
    }
    List<Command> sent = new ArrayList<>(on(due));
    Verdict.Done ticked = ClockRules.tick(rollout, moving(), "no worker", now);
    checks.clock(rollout, ticked.rollout(), moving(), now);
    rollout = ticked.rollout();
    heed(ticked.changes());
    sent.addAll(dispatch());
    return sent;
  }

  boolean moving() {
    return movement.going(rollout);
  }

  boolean waitsForWhoKeeps() {
    return movement.waitsForWhoKeeps(rollout, now);
  }

  private static boolean concerns(News news, FleetRow row) {
    TenantState state = row.state();
    boolean last = news.attempt() != 0 && news.attempt() == row.attempt;
    return switch (news.event()) {
      case AttemptEvent.Accepted _ -> last && state == TenantState.DISPATCHED;
      case AttemptEvent.Ended _ ->
          last && (state.phase() == TenantState.Phase.IN_FLIGHT || state == TenantState.UNKNOWN);
      case AttemptEvent.Lost _ -> last && state.phase() == TenantState.Phase.IN_FLIGHT;
      case AttemptEvent.Due _ -> state == TenantState.WAITING_RETRY || state == TenantState.BLOCKED;
      case AttemptEvent.Blocked _, AttemptEvent.Quarantined _ -> state == TenantState.PENDING;
      case AttemptEvent.Overdue _ -> state == TenantState.UNKNOWN;
    };
  }

  private void step(News news, FleetRow row) {
    read(news, row);
    Step step = RolloutRules.on(rollout, row.slot, news.event(), now);
    FleetChecks.require(
        step.equals(RolloutRules.on(rollout, row.slot, news.event(), now)),
        () -> "the same input was decided in two ways");
    checks.step(rollout, news, row, step);
    if (news.event() instanceof AttemptEvent.Ended || news.event() instanceof AttemptEvent.Lost) {
      row.open = false;
    }
    row.slot = step.tenant();
    rollout = step.rollout();
    checks.stepped(rollout, row);
    heed(step.changes());
  }

  /** What a success says of the schema, where the policy asks, comes before it counts. */
  private void read(News news, FleetRow row) {
    if (news.event() instanceof AttemptEvent.Ended(Outcome outcome, double _)
        && good(outcome)
        && checks.prints(row)) {
      Verdict.Done noted =
          FingerprintRules.noted(rollout, checks.departures(), checks.unread(), row.slot.wave());
      rollout = noted.rollout();
      heed(noted.changes());
    }
  }

  /** The tenant's schema from now on. */
  void schema(int tenant, boolean strays, boolean unread) {
    rows.get(tenant).strays = strays;
    rows.get(tenant).unread = unread;
  }

  /** As the coordinator's: each shard's first by wave and place, looked at as it is to be sent. */
  private List<Command> dispatch() {
    checks.through(now);
    List<Command> sent = new ArrayList<>();
    for (int i = 0; i < rows.size() && FlowRules.allowance(rollout) > 0; i++) {
      FleetRow row = rows.get(i);
      if (row.state() != TenantState.PENDING
          || row.slot.wave() > rollout.current()
          || FlowRules.room(
                  rollout,
                  FleetRow.name(row.shard),
                  concurrency[row.shard],
                  unfinished(row.shard),
                  null)
              == 0) {
        continue;
      }
      if (row.quarantined) {
        step(new News(i, 0, new AttemptEvent.Quarantined()), row);
      } else if (row.blocked(now) && row.blocker != null) {
        step(new News(i, 0, new AttemptEvent.Blocked(row.blocker, row.blockedUntil)), row);
      } else {
        sent.add(send(i, row));
      }
    }
    checks.between(rollout, now);
    return sent;
  }

  private Command send(int tenant, FleetRow row) {
    checks.send(rollout, row, now);
    row.open = true;
    row.attempt = ++attempts;
    checks.move(tenant, row, TenantState.DISPATCHED);
    row.slot = row.slot.to(TenantState.DISPATCHED);
    rollout = FlowRules.sent(rollout, row.slot.wave());
    checks.sent(rollout, row);
    return new Command(tenant, row.attempt);
  }

  private int unfinished(int shard) {
    return (int)
        rows.stream()
            .filter(row -> row.shard == shard && row.in(TenantState.Phase.IN_FLIGHT))
            .count();
  }

  Verdict pause() {
    return verb(state -> RolloutVerbs.pause(state, "by a person"));
  }

  Verdict resume() {
    return verb(state -> RolloutVerbs.resume(state, now));
  }

  Verdict approve(@Nullable Integer wave) {
    return verb(state -> GateVerbs.approve(state, wave, now));
  }

  Verdict promote(@Nullable Integer wave) {
    return verb(state -> GateVerbs.promote(state, wave, now));
  }

  Verdict promoteFull() {
    return verb(state -> GateVerbs.promoteFull(state, now));
  }

  Verdict abort() {
    return stopped(state -> RolloutVerbs.abort(state, "by a person"), TenantState.CANCELLED);
  }

  Verdict supersede() {
    return stopped(
        state -> RolloutVerbs.supersede(state, "r2", null, new SchemaVersion("8")),
        TenantState.SKIPPED);
  }

  Verdict accept() {
    return stopped(state -> RolloutVerbs.accept(state, "good enough"), TenantState.SKIPPED);
  }

  private Verdict stopped(Function<Rollout, Verdict> verb, TenantState unsent) {
    List<Integer> queued = tenants(state -> state.phase() == TenantState.Phase.QUEUED, _ -> true);
    return carryOut(verb, queued, unsent);
  }

  /** Sends these failed tenants again. */
  Verdict retry(IntPredicate only) {
    List<Integer> failed = tenants(state -> state.phase() == TenantState.Phase.FAILED, only);
    return carryOut(
        state ->
            TenantVerbs.retry(state, FleetRow.groups(failed.stream().map(rows::get).toList()), now),
        failed,
        TenantState.PENDING);
  }

  Verdict retry() {
    return retry(_ -> true);
  }

  Verdict skip(IntPredicate only) {
    List<Integer> tenants = tenants(FleetModel::mayLeave, only);
    return carryOut(
        state ->
            TenantVerbs.skip(state, FleetRow.groups(tenants.stream().map(rows::get).toList()), now),
        tenants,
        TenantState.SKIPPED);
  }

  Verdict quarantine(IntPredicate only) {
    List<Integer> tenants = tenants(FleetModel::mayLeave, only);
    tenants(_ -> true, only).forEach(tenant -> rows.get(tenant).quarantined = true);
    return carryOut(
        state ->
            TenantVerbs.quarantine(
                state, FleetRow.groups(tenants.stream().map(rows::get).toList()), now),
        tenants,
        TenantState.QUARANTINED);
  }

  Verdict release(IntPredicate only) {
    List<Integer> tenants = tenants(state -> state == TenantState.QUARANTINED, only);
    tenants(_ -> true, only).forEach(tenant -> rows.get(tenant).quarantined = false);
    return carryOut(
        state ->
            TenantVerbs.release(
                state, FleetRow.groups(tenants.stream().map(rows::get).toList()), now),
        tenants,
        TenantState.PENDING);
  }

  private static boolean mayLeave(TenantState state) {
    return state.phase() == TenantState.Phase.QUEUED || state.phase() == TenantState.Phase.FAILED;
  }

  /** What the last verb sent. */
  List<Command> sentByVerb() {
    return sentByVerb;
  }

  private Verdict verb(Function<Rollout, Verdict> verb) {
    return carryOut(verb, List.of(), TenantState.PENDING);
  }

  private Verdict carryOut(
      Function<Rollout, Verdict> verb, List<Integer> moved, TenantState target) {
    sentByVerb = List.of();
    Verdict verdict = verb.apply(rollout);
    if (verdict instanceof Verdict.Done(Rollout after, List<RolloutChange> told)) {
      Rollout before = rollout;
      rollout = after;
      boolean carried = moved.isEmpty() || !after.equals(before);
      for (int tenant : carried ? moved : List.<Integer>of()) {
        FleetRow row = rows.get(tenant);
        checks.move(tenant, row, target);
        row.slot = new TenantSlot(row.slot.wave(), row.slot.shard(), target);
        row.tries = 0;
        row.forgiven = false;
      }
      checks.verb(before, after, now);
      heed(told);
      sentByVerb = dispatch();
      if (moved.isEmpty()) {
        checks.twice(rollout, verb.apply(rollout));
      }
    }
    return verdict;
  }

  private List<Integer> tenants(Predicate<TenantState> state, IntPredicate only) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (state.test(rows.get(i).state()) && only.test(i)) {
        found.add(i);
      }
    }
    return found;
  }

  private void heed(List<RolloutChange> told) {
    changes.addAll(told);
    told.forEach(change -> checks.told(rollout, change, now));
  }

  @Nullable Duration nextDue() {
    return movement.nextDue(rollout, now);
  }

  /** Whether an end is only heard of by a person's approval. */
  boolean waitsForApproval() {
    int next = rollout.current() + 1;
    return next < rollout.waves().size()
        && rollout.wave(next).approval() == dev.skein.rollout.state.Approval.AWAITED;
  }

  static boolean good(Outcome outcome) {
    return outcome instanceof Outcome.Applied || outcome instanceof Outcome.AlreadyCurrent;
  }
}
