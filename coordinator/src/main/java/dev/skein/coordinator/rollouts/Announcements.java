package dev.skein.coordinator.rollouts;

import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.event.RolloutControlled;
import dev.skein.contracts.event.RolloutSignal;
import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.state.Rollout;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells workers, by the control topic, and webhooks what changed in a rollout. */
@Component
class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final Outbox outbox;
  private final Bulletins bulletins;

  Announcements(Outbox outbox, Bulletins bulletins) {
    this.outbox = outbox;
    this.bulletins = bulletins;
  }

  /**
   * @param after as the changes left it
   */
  void tell(LockedRollout locked, Rollout after, List<RolloutChange> changes) {
    RolloutId rollout = locked.id();
    for (RolloutChange change : changes) {
      LOG.atInfo()
          .addKeyValue("rollout", rollout)
          .addKeyValue("change", change)
          .log("rollout changed");
      switch (change) {
        case RolloutChange.Halted(String reason) -> send(rollout, RolloutSignal.HALTED, reason);
        case RolloutChange.Aborted(String reason) -> send(rollout, RolloutSignal.HALTED, reason);
        case RolloutChange.Paused(String reason) -> send(rollout, RolloutSignal.PAUSED, reason);
        case RolloutChange.Resumed() -> send(rollout, RolloutSignal.RESUMED, "");
        case RolloutChange.WaveBakes _,
            RolloutChange.WavePassed _,
            RolloutChange.WaveStarted _,
            RolloutChange.ApprovalNeeded _,
            RolloutChange.ShardTripped _,
            RolloutChange.Completed _,
            RolloutChange.RollbackStarted _,
            RolloutChange.RollbackStuck _,
            RolloutChange.RolledBack _ -> {}
      }
    }
    bulletins.tell(locked, after, changes);
  }

  private void send(RolloutId rollout, RolloutSignal signal, String reason) {
    outbox.send(Topics.CONTROL, new RolloutControlled(rollout, signal, reason, Instant.now()));
  }
}
