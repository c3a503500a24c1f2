package dev.skein.coordinator.surveys;

import dev.skein.coordinator.web.Page;
import dev.skein.coordinator.web.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Surveys over HTTP: asked, watched, read. */
@RestController
@RequestMapping("/api/surveys")
class SurveyController {
  private final SurveyStarter starter;
  private final SurveyDispatcher dispatcher;
  private final SurveyRows rows;

  SurveyController(SurveyStarter starter, SurveyDispatcher dispatcher, SurveyRows rows) {
    this.starter = starter;
    this.dispatcher = dispatcher;
    this.rows = rows;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SurveyView start(@RequestBody StartSurvey request) {
    String id = starter.start(request);
    dispatcher.dispatch();
    return show(id);
  }

  @GetMapping("/{id}")
  SurveyView show(@PathVariable String id) {
    return rows.find(id)
        .orElseThrow(
            () -> RefusedException.missing("expected a known survey but got \"" + id + "\""));
  }

  /** By tenant. */
  @GetMapping("/{id}/tenants")
  Page<TenantAnswer> tenants(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    int checked = Page.limit(limit);
    show(id);
    return rows.answers(id, state, after, checked);
  }
}
