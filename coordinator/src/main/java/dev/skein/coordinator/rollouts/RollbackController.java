package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rollouts are taken back over HTTP. May be asked twice. */
@RestController
@RequestMapping("/api/rollouts/{id}/rollback")
class RollbackController {
  private final RollbackStarter starter;
  private final Audit audit;

  RollbackController(RollbackStarter starter, Audit audit) {
    this.starter = starter;
    this.audit = audit;
  }

  @PostMapping
  RollbackView start(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable RollbackRequest request,
      Principal who) {
    RollbackRequest said = request == null ? RollbackRequest.NOTHING : request;
    RolloutId rollout = new RolloutId(id);
    if (said.plan()) {
      return starter.plan(rollout, said);
    }
    Act act = new Act(who.getName(), "rollback", "rollout " + rollout, said.reason());
    return audit.watch(act, () -> starter.start(rollout, said, act));
  }

  @GetMapping
  RollbackView show(@PathVariable String id) {
    return starter.find(new RolloutId(id));
  }
}
