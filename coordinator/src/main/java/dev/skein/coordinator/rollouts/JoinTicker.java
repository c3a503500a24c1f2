package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.rollouts.JoinRows.Inputs;
import dev.skein.coordinator.rollouts.JoinRows.Joined;
import dev.skein.rollout.join.JoinRules;
import dev.skein.rollout.join.Joining;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at who joined, when somebody did or when a rollout that they may wait for has moved. A look
 * that left somebody behind is taken again: what holds a tenant up goes without telling.
 */
@Component
class JoinTicker {
  private static final Logger LOG = LoggerFactory.getLogger(JoinTicker.class);

  private final JoinRows rows;
  private final JoinSteps steps;
  private @Nullable Inputs seen;

  JoinTicker(JoinRows rows, JoinSteps steps) {
    this.rows = rows;
    this.steps = steps;
  }

  @Scheduled(fixedDelayString = "#{@tick.toMillis()}")
  void look() {
    Inputs inputs = rows.inputs();
    if (!inputs.equals(seen)) {
      seen = look(rows.joined()) ? inputs : null;
    }
  }

  /** Gives whether nothing is left to do before something moves. */
  private boolean look(Collection<Joined> joined) {
    rows.waitNot(joined.stream().map(Joined::tenant).toList());
    List<TenantId> settled = new ArrayList<>();
    Map<RolloutId, List<TenantId>> waiting = new LinkedHashMap<>();
    Map<RolloutId, List<Joined>> behind = new LinkedHashMap<>();
    for (Joined one : joined) {
      switch (JoinRules.judge(one.version(), one.met())) {
        case Joining.Unaimed() -> {}
        case Joining.Settled() -> settled.add(one.tenant());
        case Joining.Waits(RolloutId on) ->
            waiting.computeIfAbsent(on, _ -> new ArrayList<>()).add(one.tenant());
        case Joining.CatchesUp(RolloutId with) ->
            behind.computeIfAbsent(with, _ -> new ArrayList<>()).add(one);
      }
    }
    if (!settled.isEmpty()) {
      rows.settled(settled);
    }
    waiting.forEach(
        (rollout, tenants) ->
            rows.wait(
                tenants,
                "rollout %s was frozen before they came, and has not completed"
                    .formatted(rollout)));
    behind.forEach(this::catchUp);
    return behind.isEmpty();
  }

  private void catchUp(RolloutId with, List<Joined> tenants) {
    try {
      steps.catchUp(with, tenants);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("rollout", with)
          .setCause(e)
          .log("tenants that joined could not be sent, and are tried again");
    }
  }
}
