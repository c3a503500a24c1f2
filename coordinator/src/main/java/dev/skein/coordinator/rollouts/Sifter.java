package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.backfills.Requirements;
import dev.skein.coordinator.blocks.Gate;
import dev.skein.coordinator.blocks.Ruling;
import dev.skein.rollout.block.Block;
import dev.skein.rollout.rules.AttemptEvent;
import dev.skein.rollout.rules.FlowRules;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.rules.RolloutRules;
import dev.skein.rollout.rules.Step;
import dev.skein.rollout.state.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Takes out of the queue whoever may not be changed now, just before the rest is sent. Looks at
 * those whose turn it is and at no others, so that a fleet of which nothing is said pays one small
 * question a step.
 */
@Component
class Sifter {
  /** How many are looked at together once one of them was kept. */
  private static final int LOOK = 1000;

  /** Looks of one step; the next step goes on. */
  private static final int LOOKS = 5;

  private final Gate gate;
  private final Requirements requirements;
  private final DispatchRows queue;
  private final SlotRows slots;
  private final BlockRows blocks;
  private final TenantProgress progress;
  private final Announcements announcements;
  private final DispatchSignal signal;

  Sifter(
      Gate gate,
      Requirements requirements,
      DispatchRows queue,
      SlotRows slots,
      BlockRows blocks,
      TenantProgress progress,
      Announcements announcements,
      DispatchSignal signal) {
    this.gate = gate;
    this.requirements = requirements;
    this.queue = queue;
    this.slots = slots;
    this.blocks = blocks;
    this.progress = progress;
    this.announcements = announcements;
    this.signal = signal;
  }

  /**
   * @param rollout as it is now
   * @param send whether the tenants whose turn it is may be sent
   */
  record Sifted(Rollout rollout, boolean send) {}

  /**
   * @param rooms how many may be sent now, by shard
   */
  Sifted sift(LockedRollout locked, Rollout before, Map<String, Integer> rooms) {
    if (gate.open() && requirements.none(locked.release())) {
      return new Sifted(before, true);
    }
    if (gate.fleetFreeze().isPresent()) {
      return new Sifted(before, false);
    }
    Instant now = Instant.now();
    Rollout rollout = before;
    Map<String, Integer> wide = new TreeMap<>(rooms);
    wide.replaceAll((_, _) -> LOOK);
    boolean kept = false;
    for (int look = 0; look < LOOKS; look++) {
      int allowance = FlowRules.allowance(rollout);
      if (allowance == 0) {
        return new Sifted(rollout, false);
      }
      String[] turn =
          queue.choose(
              locked.id(),
              rollout.current(),
              kept ? wide : rooms,
              kept ? Math.max(LOOK, allowance) : allowance);
      Map<TenantId, Ruling> rulings = requirements.judge(turn, locked.release());
      rulings.putAll(gate.judge(turn, locked.head(), now));
      if (rulings.isEmpty()) {
        return new Sifted(rollout, true);
      }
      rollout = keep(locked, rollout, rulings, now);
      kept = true;
    }
    signal.wakeAfterCommit();
    return new Sifted(rollout, false);
  }

  private Rollout keep(
      LockedRollout locked, Rollout before, Map<TenantId, Ruling> rulings, Instant now) {
    Rollout rollout = before;
    List<RolloutChange> changes = new ArrayList<>();
    Map<SlotRow, String> kept = new LinkedHashMap<>();
    for (SlotRow row : slots.load(locked.id(), rulings.keySet()).values()) {
      Ruling ruling = Objects.requireNonNull(rulings.get(row.tenant()));
      Step step = RolloutRules.on(rollout, row.slot(), event(ruling), now);
      rollout = step.rollout();
      changes.addAll(step.changes());
      kept.put(row.with(step.tenant(), row.failure()), ruling.why());
    }
    blocks.save(locked.id(), kept);
    progress.standing(locked, kept.keySet());
    announcements.tell(locked, rollout, changes);
    return rollout;
  }

  private static AttemptEvent event(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Blocked(Block block) -> new AttemptEvent.Blocked(block.by(), block.until());
      case Ruling.Quarantined _ -> new AttemptEvent.Quarantined();
    };
  }
}
