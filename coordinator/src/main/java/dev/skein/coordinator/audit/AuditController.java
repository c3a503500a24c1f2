package dev.skein.coordinator.audit;

import dev.skein.coordinator.web.Page;
import dev.skein.coordinator.web.RefusedException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail over HTTP, for reading only. */
@RestController
@RequestMapping("/api/audit")
class AuditController {
  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  /**
   * @param subject only of this, as in {@code rollout r7-kqzt}
   */
  @GetMapping
  Page<AuditEntry> list(
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    int checked = Page.limit(limit);
    List<AuditEntry> entries = audit.list(subject, number(after), checked + 1);
    return Page.of(entries, checked, entry -> String.valueOf(entry.id()));
  }

  private static long number(String after) {
    try {
      return after.isEmpty() ? 0 : Long.parseLong(after);
    } catch (NumberFormatException e) {
      throw RefusedException.invalid("expected the id of an entry but got \"" + after + "\"");
    }
  }
}
