package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rollouts over HTTP: started and steered. What they look like is read in {@code status}. */
@RestController
@RequestMapping("/api/rollouts")
class RolloutController {
  private final RolloutStarter starter;
  private final RolloutSteering steering;

  RolloutController(RolloutStarter starter, RolloutSteering steering) {
    this.starter = starter;
    this.steering = steering;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Started start(@RequestBody StartRollout request) {
    return new Started(starter.start(request).value());
  }

  @PostMapping("/{id}/pause")
  void pause(@PathVariable String id, @RequestBody(required = false) @Nullable Why why) {
    steering.pause(new RolloutId(id), reason(why, "paused by an operator"));
  }

  @PostMapping("/{id}/resume")
  void resume(@PathVariable String id) {
    steering.resume(new RolloutId(id));
  }

  @PostMapping("/{id}/abort")
  void abort(@PathVariable String id, @RequestBody(required = false) @Nullable Why why) {
    steering.abort(new RolloutId(id), reason(why, "aborted by an operator"));
  }

  @PostMapping("/{id}/retry")
  Retried retry(@PathVariable String id, @RequestBody(required = false) @Nullable Retry retry) {
    List<TenantId> only =
        retry == null ? List.of() : retry.tenants().stream().map(TenantId::new).toList();
    return new Retried(steering.retry(new RolloutId(id), only));
  }

  record Started(String id) {}

  record Why(@Nullable String reason) {}

  /**
   * @param tenants only these, or empty for all that failed
   */
  record Retry(List<String> tenants) {
    Retry {
      tenants = tenants == null ? List.of() : List.copyOf(tenants);
    }
  }

  record Retried(int tenants) {}

  private static String reason(@Nullable Why why, String otherwise) {
    String given = why == null ? null : why.reason();
    return given == null || given.isBlank() ? otherwise : given;
  }
}
