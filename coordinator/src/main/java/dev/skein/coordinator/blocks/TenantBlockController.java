package dev.skein.coordinator.blocks;

import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import java.security.Principal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people say of tenants, over HTTP. */
@RestController
@RequestMapping("/api/tenants")
class TenantBlockController {
  private final TenantBlocks blocks;
  private final Audit audit;

  TenantBlockController(TenantBlocks blocks, Audit audit) {
    this.blocks = blocks;
    this.audit = audit;
  }

  /** How many tenants it changed; said again, none. */
  record Answer(int tenants) {}

  @PostMapping("/{verb:windows|pin|unpin|quarantine|release}")
  Answer say(@PathVariable String verb, @RequestBody TenantBlockRequest request, Principal who) {
    Act act = new Act(who.getName(), verb, subject(request), request.reason());
    return audit.watch(act, () -> new Answer(blocks.say(verb, request, act)));
  }

  private static String subject(TenantBlockRequest request) {
    if (request.tenants().size() == 1) {
      return "tenant " + request.tenants().getFirst();
    }
    return request.tenants().isEmpty()
        ? "tenants with " + request.labels()
        : "tenants " + String.join(", ", request.tenants());
  }
}
