package dev.skein.coordinator.blocks;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.block.Window;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is said of tenants, in the store; each change gives how many tenants it changed. */
@Component
class TenantBlockRows {
  /** Something that can be said of a tenant. */
  enum Said {
    WINDOWS("windows <> '{}'", "windows = '{}'"),
    PIN("pin is not null", "pin = null, pin_reason = ''"),
    QUARANTINE("quarantined", "quarantined = false, quarantine_reason = ''");

    private final String holds;
    private final String cleared;

    Said(String holds, String cleared) {
      this.holds = holds;
      this.cleared = cleared;
    }

    String nothingElse() {
      return Stream.of(values())
          .filter(other -> other != this)
          .map(other -> "not (" + other.holds + ")")
          .collect(Collectors.joining(" and "));
    }
  }

  private final JdbcClient jdbc;

  TenantBlockRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param windows at least one
   */
  int windows(Collection<String> tenants, List<Window> windows) {
    return jdbc.sql(
            """
            insert into tenant_block as known (tenant, windows)
            select tenant, :windows from unnest(:tenants) tenant
            on conflict (tenant) do update set windows = excluded.windows, changed_at = now()
              where known.windows <> excluded.windows
            """)
        .param("tenants", tenants.toArray(String[]::new))
        .param("windows", windows.stream().map(Window::text).toArray(String[]::new))
        .update();
  }

  int pin(Collection<String> tenants, SchemaVersion version, String reason) {
    return jdbc.sql(
            """
            insert into tenant_block as known (tenant, pin, pin_reason)
            select tenant, :pin, :reason from unnest(:tenants) tenant
            on conflict (tenant) do update
              set pin = excluded.pin, pin_reason = excluded.pin_reason, changed_at = now()
              where (known.pin, known.pin_reason) is distinct from
                (excluded.pin, excluded.pin_reason)
            """)
        .param("tenants", tenants.toArray(String[]::new))
        .param("pin", version.value())
        .param("reason", reason)
        .update();
  }

  int quarantine(Collection<String> tenants, String reason) {
    return jdbc.sql(
            """
            insert into tenant_block as known (tenant, quarantined, quarantine_reason)
            select tenant, true, :reason from unnest(:tenants) tenant
            on conflict (tenant) do update set quarantined = true,
              quarantine_reason = excluded.quarantine_reason, changed_at = now()
              where not known.quarantined or known.quarantine_reason <> excluded.quarantine_reason
            """)
        .param("tenants", tenants.toArray(String[]::new))
        .param("reason", reason)
        .update();
  }

  /** A row that would say nothing more goes. */
  int clear(Collection<String> tenants, Said said) {
    String[] ids = tenants.toArray(String[]::new);
    String whose = " where tenant = any (:tenants) and " + said.holds;
    int gone =
        jdbc.sql("delete from tenant_block" + whose + " and " + said.nothingElse())
            .param("tenants", ids)
            .update();
    return gone
        + jdbc.sql("update tenant_block set " + said.cleared + ", changed_at = now()" + whose)
            .param("tenants", ids)
            .update();
  }
}
