package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import java.security.Principal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people ask of a rollout, over HTTP. Each verb may be sent twice. */
@RestController
@RequestMapping("/api/rollouts/{id}")
class RolloutVerbController {
  private final RolloutSteering steering;
  private final TenantSteering tenants;
  private final Audit audit;

  RolloutVerbController(RolloutSteering steering, TenantSteering tenants, Audit audit) {
    this.steering = steering;
    this.tenants = tenants;
    this.audit = audit;
  }

  /** How many tenants a verb was about; 0 for verbs about the whole, or when none was left. */
  record Answer(int tenants) {}

  @PostMapping("/{verb:start|pause|resume|abort|accept|approve|promote}")
  Answer steer(
      @PathVariable String id,
      @PathVariable String verb,
      @RequestBody(required = false) @Nullable VerbRequest request,
      Principal who) {
    VerbRequest said = said(request);
    return audited(
        id,
        verb,
        said,
        who,
        act -> {
          steering.steer(new RolloutId(id), verb, said, act);
          return new Answer(0);
        });
  }

  @PostMapping("/{verb:retry|skip|quarantine|release}")
  Answer tenants(
      @PathVariable String id,
      @PathVariable String verb,
      @RequestBody(required = false) @Nullable VerbRequest request,
      Principal who) {
    VerbRequest said = said(request);
    return audited(
        id,
        verb,
        said,
        who,
        act -> new Answer(tenants.steer(new RolloutId(id), verb, said.pick(), act)));
  }

  private Answer audited(
      String id, String verb, VerbRequest said, Principal who, Function<Act, Answer> work) {
    String reason = said.reason();
    RolloutId rollout = new RolloutId(id);
    Act act = new Act(who.getName(), verb, "rollout " + rollout, reason == null ? "" : reason);
    return audit.watch(act, () -> work.apply(act));
  }

  private static VerbRequest said(@Nullable VerbRequest request) {
    return request == null ? VerbRequest.NOTHING : request;
  }
}
