package dev.skein.coordinator.registry;

import dev.skein.contracts.id.TenantId;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tenants that came, or came to be others, until it is settled which rollouts they are to catch up
 * with. Nothing is noted, and nothing thrown, for an empty list.
 */
@Component
public class Arrivals {
  /** Any number that no other lock of this store has. */
  private static final long LOCK = 0x5ce2;

  private final JdbcClient jdbc;

  Arrivals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Within the caller's transaction. One such transaction at a time, so that numbers become visible
   * in their order: who looks for a higher one misses nobody.
   */
  public void note(Collection<TenantId> tenants) {
    if (tenants.isEmpty()) {
      return;
    }
    jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query((_, _) -> 0).list();
    jdbc.sql(
            """
            insert into joined (tenant) select unnest(:tenants)
            on conflict (tenant) do update set number = default, why = null
            """)
        .param("tenants", tenants.stream().map(TenantId::value).toArray(String[]::new))
        .update();
  }
}
