package dev.skein.coordinator.surveys;

import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.web.RefusedException;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes tenants on at a version; what became of it is read as any survey is. */
@RestController
@RequestMapping("/api/baselines")
class BaselineController {
  private final BaselineStarter starter;
  private final SurveyDispatcher dispatcher;
  private final SurveyRows rows;
  private final Audit audit;

  BaselineController(
      BaselineStarter starter, SurveyDispatcher dispatcher, SurveyRows rows, Audit audit) {
    this.starter = starter;
    this.dispatcher = dispatcher;
    this.rows = rows;
    this.audit = audit;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SurveyView start(@RequestBody StartBaseline request, Principal who) {
    String reason = request.reason();
    Act act = new Act(who.getName(), "baseline", "tenants", reason == null ? "" : reason);
    String id = audit.watch(act, () -> starter.start(request, act));
    dispatcher.dispatch();
    return rows.find(id)
        .orElseThrow(() -> RefusedException.missing("expected survey %s to be kept".formatted(id)));
  }
}
