package dev.skein.coordinator.blocks;

import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.web.Page;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Freezes over HTTP. */
@RestController
@RequestMapping("/api/freezes")
class FreezeController {
  private final Freezes freezes;
  private final Audit audit;

  FreezeController(Freezes freezes, Audit audit) {
    this.freezes = freezes;
    this.audit = audit;
  }

  /**
   * @param scope {@code fleet}, {@code shard:ID}, {@code label:NAME=VALUE} or {@code tenant:ID}
   * @param until excluded; null until a person lifts it
   */
  record AddFreeze(String scope, String reason, @Nullable Instant until) {
    AddFreeze {
      scope = scope == null ? "" : scope;
      reason = reason == null ? "" : reason;
    }
  }

  /** Why it is lifted. */
  record LiftFreeze(@Nullable String reason) {}

  /**
   * @param items copied
   */
  record Items(List<FreezeView> items) {
    Items {
      items = List.copyOf(items);
    }
  }

  @PostMapping
  FreezeView add(@RequestBody AddFreeze request, Principal who) {
    Act act = new Act(who.getName(), "freeze", "freeze of " + request.scope(), request.reason());
    return audit.watch(
        act, () -> freezes.add(FreezeScopes.parse(request.scope()), request.until(), act));
  }

  @PostMapping("/{id}/lift")
  FreezeView lift(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable LiftFreeze request,
      Principal who) {
    String reason = request == null || request.reason() == null ? "" : request.reason();
    Act act = new Act(who.getName(), "lift", "freeze " + id, reason);
    return audit.watch(act, () -> freezes.lift(id, act));
  }

  /**
   * @param all those that are over too, the newest first
   */
  @GetMapping
  Items list(@RequestParam(defaultValue = "false") boolean all) {
    return new Items(all ? freezes.all(Page.MOST) : freezes.standing());
  }
}
