package dev.skein.coordinator.blocks;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.blocks.TenantBlockRows.Said;
import dev.skein.coordinator.web.Json;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.block.Window;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people say of tenants: windows, pins, quarantine. All or nothing; each may be said twice.
 */
@Component
public class TenantBlocks {
  private static final int NAMED = 10;

  private final JdbcClient jdbc;
  private final TenantBlockRows rows;
  private final BlockedTenants blocked;
  private final Audit audit;

  TenantBlocks(JdbcClient jdbc, TenantBlockRows rows, BlockedTenants blocked, Audit audit) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.blocked = blocked;
    this.audit = audit;
  }

  /**
   * @param verb one of those that the controller lets through
   * @return how many tenants it changed
   */
  @Transactional
  int say(String verb, TenantBlockRequest request, Act act) {
    List<String> tenants = tenants(request);
    blocked.lockRollouts();
    int changed =
        switch (verb) {
          case "windows" ->
              windows(tenants, request.windows().stream().map(Window::parse).toList());
          case "pin" -> rows.pin(tenants, version(request), act.reason());
          case "unpin" -> rows.clear(tenants, Said.PIN);
          case "quarantine" -> rows.quarantine(tenants, act.reason());
          case "release" -> rows.clear(tenants, Said.QUARANTINE);
          default -> throw new IllegalArgumentException("no verb of tenants: " + verb);
        };
    blocked.lookAgain(tenants);
    audit.done(
        act,
        changed == 0
            ? "nothing was left to do"
            : "done: %d tenants, %s".formatted(changed, what(verb, request)));
    return changed;
  }

  private static String what(String verb, TenantBlockRequest request) {
    return switch (verb) {
      case "windows" ->
          request.windows().isEmpty() ? "at any time" : String.join("; ", request.windows());
      case "pin" -> "not above version " + request.version();
      case "unpin" -> "up to any version";
      case "quarantine" -> "out of all rollouts";
      default -> "in all rollouts from now on";
    };
  }

  private static SchemaVersion version(TenantBlockRequest request) {
    String version = request.version();
    if (version == null || version.isBlank()) {
      throw RefusedException.invalid("expected a version to pin tenants at but got none");
    }
    return new SchemaVersion(version);
  }

  /** Every tenant that is named must exist. */
  private List<String> tenants(TenantBlockRequest request) {
    if (request.tenants().isEmpty() && request.labels().isEmpty()) {
      throw RefusedException.invalid("expected tenants or labels but got neither");
    }
    List<String> found =
        jdbc.sql(
                """
                select id from tenant where (:all or id = any (:tenants))
                  and labels @> :labels::jsonb order by id
                """)
            .param("all", request.tenants().isEmpty())
            .param("tenants", request.tenants().toArray(String[]::new))
            .param("labels", Json.write(request.labels()))
            .query((row, _) -> row.getString(1))
            .list();
    TreeSet<String> missing = new TreeSet<>(request.tenants());
    found.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw RefusedException.missing(
          "expected known tenants%s but not: %s"
              .formatted(
                  request.labels().isEmpty() ? "" : " with these labels",
                  missing.stream().limit(NAMED).collect(Collectors.joining(", "))));
    }
    if (found.isEmpty()) {
      throw RefusedException.missing("expected tenants with these labels but there is none");
    }
    return found;
  }

  /**
   * As a list of tenants states them, within the caller's transaction.
   *
   * @param stated windows by tenant; none for always
   * @return how many tenants it changed
   */
  public int windows(Map<String, List<Window>> stated) {
    if (stated.isEmpty()) {
      return 0;
    }
    blocked.lockRollouts();
    Map<List<Window>, List<String>> alike =
        stated.keySet().stream().collect(Collectors.groupingBy(stated::get));
    int changed = 0;
    for (Map.Entry<List<Window>, List<String>> group : alike.entrySet()) {
      changed += windows(group.getValue(), group.getKey());
    }
    blocked.lookAgain(stated.keySet());
    return changed;
  }

  private int windows(Collection<String> tenants, List<Window> windows) {
    return windows.isEmpty() ? rows.clear(tenants, Said.WINDOWS) : rows.windows(tenants, windows);
  }
}
