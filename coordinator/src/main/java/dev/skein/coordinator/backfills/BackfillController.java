package dev.skein.coordinator.backfills;

import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.web.Page;
import dev.skein.coordinator.web.RefusedException;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Backfills over HTTP: looked at, paused, resumed, tried again. */
@RestController
@RequestMapping("/api")
class BackfillController {
  private static final Set<String> STATES =
      Set.of("pending", "running", "paused", "done", "failed");

  private final BackfillQueries queries;
  private final BackfillSteering steering;
  private final BackfillDispatcher dispatcher;
  private final Audit audit;

  BackfillController(
      BackfillQueries queries,
      BackfillSteering steering,
      BackfillDispatcher dispatcher,
      Audit audit) {
    this.queries = queries;
    this.steering = steering;
    this.dispatcher = dispatcher;
    this.audit = audit;
  }

  /**
   * What a person says with a verb; everything may be left out.
   *
   * @param reason for those who look at it later
   * @param tenants only these; none for the backfill as a whole
   */
  record Said(@Nullable String reason, List<String> tenants) {
    static final Said NOTHING = new Said(null, List.of());

    Said {
      tenants = tenants == null ? List.of() : List.copyOf(tenants);
    }
  }

  /** What became of a verb: how many tenants changed. */
  record Done(String backfill, int tenants) {}

  @GetMapping("/backfills")
  Page<BackfillView> list(@RequestParam(defaultValue = "false") boolean undone) {
    return new Page<>(undone ? queries.undone() : queries.all(), null);
  }

  @GetMapping("/backfills/{name}")
  BackfillView show(@PathVariable String name) {
    return queries.find(name).orElseThrow(() -> BackfillSteering.unknown(name));
  }

  @GetMapping("/backfills/{name}/tenants")
  Page<TenantBackfillView> tenants(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    if (state != null && !STATES.contains(state)) {
      throw RefusedException.invalid(
          "expected a state of pending, running, paused, done or failed but got \"%s\""
              .formatted(state));
    }
    int checked = Page.limit(limit);
    return Page.of(
        queries.tenants(name, state, after, checked + 1), checked, TenantBackfillView::tenant);
  }

  @GetMapping("/tenants/{id}/backfills")
  Page<TenantBackfillView> of(@PathVariable String id) {
    return new Page<>(queries.of(new TenantId(id).value()), null);
  }

  @PostMapping("/backfills/{name}/{verb}")
  Done act(
      @PathVariable String name,
      @PathVariable String verb,
      @RequestBody(required = false) @Nullable Said said,
      Principal who) {
    Said given = said == null ? Said.NOTHING : said;
    Act act =
        new Act(
            who.getName(), verb, "backfill " + name, given.reason() == null ? "" : given.reason());
    int tenants = audit.watch(act, () -> steering.act(name, given.tenants(), act));
    dispatcher.dispatch();
    return new Done(name, tenants);
  }
}
