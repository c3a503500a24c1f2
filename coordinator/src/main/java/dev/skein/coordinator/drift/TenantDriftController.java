package dev.skein.coordinator.drift;

import dev.skein.coordinator.web.Page;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What one tenant's schema was last found to be: one item, or none where nobody looked yet. */
@RestController
@RequestMapping("/api/tenants/{id}/drift")
class TenantDriftController {
  private final DriftRows rows;
  private final FingerprintRows fingerprints;

  TenantDriftController(DriftRows rows, FingerprintRows fingerprints) {
    this.rows = rows;
    this.fingerprints = fingerprints;
  }

  @GetMapping
  Page<TenantDrift> show(@PathVariable String id) {
    return new Page<>(fingerprints.find(id).map(this::told).stream().toList(), null);
  }

  private TenantDrift told(FingerprintRows.Seen seen) {
    return TenantDrift.of(
        seen,
        Optional.ofNullable(seen.drift())
            .flatMap(rows::find)
            .map(DriftRows.Look::report)
            .orElse(null));
  }
}
