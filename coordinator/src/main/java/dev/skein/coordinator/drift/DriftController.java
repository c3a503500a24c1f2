package dev.skein.coordinator.drift;

import dev.skein.coordinator.surveys.Inspections;
import dev.skein.coordinator.web.RefusedException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Looks for drift over HTTP: asked, watched, read. */
@RestController
@RequestMapping("/api/drift")
class DriftController {
  private final DriftSteps steps;
  private final DriftRows rows;
  private final Inspections inspections;

  DriftController(DriftSteps steps, DriftRows rows, Inspections inspections) {
    this.steps = steps;
    this.rows = rows;
    this.inspections = inspections;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  DriftView start(@RequestBody StartDrift request) {
    return show(steps.start(request));
  }

  /** The newest one that is done. */
  @GetMapping("/latest")
  DriftView latest() {
    return view(
        rows.latest()
            .orElseThrow(
                () ->
                    RefusedException.missing("expected a look for drift but there was none yet")));
  }

  @GetMapping("/{id}")
  DriftView show(@PathVariable String id) {
    return view(
        rows.find(id)
            .orElseThrow(
                () ->
                    RefusedException.missing(
                        "expected a known look for drift but got \"" + id + "\"")));
  }

  private DriftView view(DriftRows.Look look) {
    return inspections
        .progress(look.survey())
        .map(one -> DriftView.of(look, one.tenants(), one.ended(), one.attention()))
        .orElseGet(() -> DriftView.of(look, 0, 0, List.of()));
  }
}
