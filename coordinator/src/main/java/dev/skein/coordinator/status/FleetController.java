package dev.skein.coordinator.status;

import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.status.FleetStatus.LateTenant;
import dev.skein.coordinator.status.StatusController.Items;
import dev.skein.coordinator.status.TenantHistory.Entry;
import dev.skein.coordinator.web.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The whole fleet, and one tenant through all rollouts, over HTTP. */
@RestController
@RequestMapping("/api")
class FleetController {
  private final FleetStanding standing;
  private final TenantHistory history;

  FleetController(FleetStanding standing, TenantHistory history) {
    this.standing = standing;
    this.history = history;
  }

  @GetMapping("/fleet")
  FleetStatus fleet() {
    return standing.now();
  }

  /** Tenants below the newest release that was completed. */
  @GetMapping("/fleet/late")
  Page<LateTenant> late(
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    int checked = Page.limit(limit);
    return Page.of(standing.late(after, checked + 1), checked, LateTenant::tenant);
  }

  @GetMapping("/tenants/{id}/history")
  Items<Entry> history(@PathVariable String id) {
    return new Items<>(history.of(new TenantId(id).value()));
  }
}
