package dev.skein.coordinator.drift;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks after looks, whose surveys end without telling. */
@Component
class DriftTicker {
  private static final Logger LOG = LoggerFactory.getLogger(DriftTicker.class);

  private final DriftRows rows;
  private final DriftSteps steps;

  DriftTicker(DriftRows rows, DriftSteps steps) {
    this.rows = rows;
    this.steps = steps;
  }

  @Scheduled(fixedDelayString = "#{@tick.toMillis()}")
  void look() {
    for (String id : rows.open()) {
      try {
        steps.look(id);
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("drift", id)
            .setCause(e)
            .log("a look for drift failed and is retried");
      }
    }
  }
}
