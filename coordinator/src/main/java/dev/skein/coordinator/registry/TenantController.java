package dev.skein.coordinator.registry;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.web.Page;
import dev.skein.coordinator.web.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tenants over HTTP. */
@RestController
@RequestMapping("/api/tenants")
class TenantController {
  private final Tenants tenants;

  TenantController(Tenants tenants) {
    this.tenants = tenants;
  }

  @PostMapping(path = "/import", consumes = "text/csv")
  ImportResult csv(@RequestBody String text, @RequestParam(defaultValue = "false") boolean dryRun) {
    return tenants.load(TenantFile.csv(text), dryRun);
  }

  /** YAML, and JSON, which is YAML too. */
  @PostMapping(
      path = "/import",
      consumes = {"application/yaml", MediaType.APPLICATION_JSON_VALUE})
  ImportResult yaml(
      @RequestBody String text, @RequestParam(defaultValue = "false") boolean dryRun) {
    return tenants.load(TenantFile.yaml(text), dryRun);
  }

  @GetMapping
  Page<TenantView> list(
      @RequestParam(required = false) @Nullable String shard,
      @RequestParam(required = false) @Nullable List<String> label,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    int checked = Page.limit(limit);
    List<TenantView> rows = tenants.list(shard, labels(label), after, checked + 1);
    return Page.of(rows, checked, TenantView::id);
  }

  @GetMapping("/{id}")
  TenantView show(@PathVariable String id) {
    return find(id);
  }

  /** For applications: may a column of that version be used at this tenant? */
  @GetMapping("/{id}/version")
  VersionAnswer version(
      @PathVariable String id, @RequestParam(required = false) @Nullable String atLeast) {
    String version = find(id).version();
    Boolean satisfied = atLeast == null ? null : has(id, version, new SchemaVersion(atLeast));
    return new VersionAnswer(id, version, atLeast, satisfied);
  }

  /** What was taken back, or is about to be, is not there though the version is higher. */
  private boolean has(String id, @Nullable String version, SchemaVersion asked) {
    return version != null
        && new SchemaVersion(version).compareTo(asked) >= 0
        && !tenants.compensated(id).contains(asked);
  }

  /**
   * @param version null before the first result
   * @param satisfied whether the version is at least what was asked; null when nothing was
   */
  record VersionAnswer(
      String tenant,
      @Nullable String version,
      @Nullable String atLeast,
      @Nullable Boolean satisfied) {}

  private TenantView find(String id) {
    String checked = new TenantId(id).value();
    return tenants
        .find(checked)
        .orElseThrow(
            () -> RefusedException.missing("expected a known tenant but got \"" + checked + "\""));
  }

  private static Map<String, String> labels(@Nullable List<String> pairs) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String pair : pairs == null ? List.<String>of() : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw RefusedException.invalid("expected a label like tier=gold but got \"" + pair + "\"");
      }
      labels.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return labels;
  }
}
