package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rollouts over HTTP: planned and started. What they look like is read in {@code status}. */
@RestController
@RequestMapping("/api/rollouts")
class RolloutController {
  private final RolloutStarter starter;
  private final Audit audit;

  RolloutController(RolloutStarter starter, Audit audit) {
    this.starter = starter;
    this.audit = audit;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Started start(@RequestBody StartRollout request, Principal who) {
    String verb = request.planOnly() ? "plan" : "start";
    Act act = new Act(who.getName(), verb, "release " + request.release(), request.reason());
    RolloutId id = audit.watch(act, () -> starter.start(request, act));
    return new Started(id.value());
  }

  /** What a start would do, without doing it. */
  @PostMapping("/plan")
  PlanView plan(@RequestBody StartRollout request) {
    return starter.preview(request);
  }

  record Started(String id) {}
}
