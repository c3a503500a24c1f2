package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks after rollbacks, whose rollouts and surveys end without telling. */
@Component
class RollbackTicker {
  private static final Logger LOG = LoggerFactory.getLogger(RollbackTicker.class);

  private final RollbackRows rows;
  private final RollbackSteps steps;

  RollbackTicker(RollbackRows rows, RollbackSteps steps) {
    this.rows = rows;
    this.steps = steps;
  }

  @Scheduled(fixedDelayString = "#{@tick.toMillis()}")
  void look() {
    for (RolloutId rollout : rows.open()) {
      try {
        steps.look(rollout);
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("rollout", rollout)
            .setCause(e)
            .log("a rollback's step failed and is retried");
      }
    }
  }
}
