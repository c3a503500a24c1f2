package dev.skein.coordinator.workers;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.rollouts.RolloutSteps;
import dev.skein.coordinator.rollouts.TenantEvent;
import dev.skein.rollout.rules.AttemptEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes back attempts whose worker is gone, so that they are sent again with a higher epoch. */
@Component
class LeaseWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

  private final WorkerRows workers;
  private final RolloutSteps steps;
  private final CoordinatorProperties properties;

  LeaseWatch(WorkerRows workers, RolloutSteps steps, CoordinatorProperties properties) {
    this.workers = workers;
    this.steps = steps;
    this.properties = properties;
  }

  @Scheduled(fixedDelayString = "#{@leaseLook.toMillis()}")
  void look() {
    Map<RolloutId, List<TenantEvent>> lost = new LinkedHashMap<>();
    for (WorkerRows.LostAttempt attempt : workers.lost(properties.lease().toMillis() / 1000.0)) {
      lost.computeIfAbsent(new RolloutId(attempt.rollout()), _ -> new ArrayList<>())
          .add(
              new TenantEvent(
                  new TenantId(attempt.tenant()),
                  new AttemptId(attempt.attempt()),
                  new AttemptEvent.Lost()));
    }
    lost.forEach(
        (rollout, events) -> {
          LOG.atWarn()
              .addKeyValue("rollout", rollout)
              .addKeyValue("attempts", events.size())
              .log("attempts lost their worker and are sent again");
          steps.on(rollout, events);
        });
  }
}
