package dev.skein.coordinator.rollouts;

import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.command.AttemptOrder;
import dev.skein.contracts.command.FingerprintRule;
import dev.skein.contracts.command.MigrateTenant;
import dev.skein.contracts.command.ReleaseOrder;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.rollout.rules.FlowRules;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Sends as many commands as the rules allow now, within the caller's transaction. */
@Component
class Dispatcher {
  /** Commands of one step, a few more or less: what a transaction and the heap bear well. */
  private static final int STEP = 1000;

  private final DispatchRows rows;
  private final Sifter sifter;
  private final ShardTempo tempo;
  private final Outbox outbox;
  private final DispatchSignal signal;
  private final CoordinatorProperties properties;

  Dispatcher(
      DispatchRows rows,
      Sifter sifter,
      ShardTempo tempo,
      Outbox outbox,
      DispatchSignal signal,
      CoordinatorProperties properties) {
    this.rows = rows;
    this.sifter = sifter;
    this.tempo = tempo;
    this.outbox = outbox;
    this.signal = signal;
    this.properties = properties;
  }

  /** The rollout as it is after sending, and after whoever may not be sent now was kept. */
  Rollout dispatch(LockedRollout locked, Rollout rollout) {
    int queued = rollout.tally().count(TenantState.PENDING);
    if (FlowRules.allowance(rollout) == 0 || queued == 0) {
      return rollout;
    }
    Map<String, Integer> rooms = new TreeMap<>();
    rows.loads(locked.id(), properties.lease().toMillis() / 1000.0)
        .forEach(
            (shard, load) -> {
              int room =
                  FlowRules.room(
                      rollout, shard, load.concurrency(), load.unfinished(), tempo.typical(shard));
              if (room > 0) {
                rooms.put(shard, room);
              }
            });
    if (rooms.isEmpty()) {
      return rollout;
    }
    boolean cut = cut(rooms);
    Sifter.Sifted sifted = sifter.sift(locked, rollout, rooms);
    return sifted.send() ? send(locked, sifted.rollout(), rooms, cut) : sifted.rollout();
  }

  private Rollout send(
      LockedRollout locked, Rollout rollout, Map<String, Integer> rooms, boolean cut) {
    List<Candidate> sent =
        rows.take(locked.id(), rollout.current(), rooms, FlowRules.allowance(rollout));
    if (cut && !sent.isEmpty()) {
      signal.wakeAfterCommit();
    }
    outbox.send(sent.stream().map(candidate -> command(locked, candidate)).toList());
    outbox.sendStates(sent.stream().map(candidate -> candidate.target().tenant()).toList());
    Rollout after = rollout;
    for (Candidate candidate : sent) {
      after = FlowRules.sent(after, candidate.wave());
    }
    return after;
  }

  /** Whether there is more room than one step uses, so that the next one should follow at once. */
  private static boolean cut(Map<String, Integer> rooms) {
    int share = Math.ceilDiv(STEP, rooms.size());
    boolean cut = rooms.values().stream().anyMatch(room -> room > share);
    rooms.replaceAll((_, room) -> Math.min(room, share));
    return cut;
  }

  private static FingerprintRule fingerprint(Rollout rollout, Candidate candidate) {
    int wave = candidate.wave();
    return rollout.policy().fingerprint().picks(wave, rollout.place(wave, candidate.position()))
        ? FingerprintRule.TAKE
        : FingerprintRule.OFF;
  }

  private Outbox.Outgoing command(LockedRollout locked, Candidate candidate) {
    return new Outbox.Outgoing(
        Topics.migrations(candidate.target().shard()),
        new MigrateTenant(
            candidate.target(),
            new AttemptOrder(
                locked.id(),
                candidate.attempt(),
                candidate.number(),
                candidate.epoch(),
                properties.attemptLimit(),
                null),
            new ReleaseOrder(
                locked.release(),
                locked.releaseName(),
                candidate.version(),
                locked.head(),
                locked.environment(),
                locked.placeholders()),
            locked.rollout().policy().backup(),
            fingerprint(locked.rollout(), candidate)),
        candidate.attempt());
  }
}
