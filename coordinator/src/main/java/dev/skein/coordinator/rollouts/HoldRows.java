package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which rollout holds which tenant: one at most, by the table's key. */
@Component
class HoldRows {
  private final JdbcClient jdbc;

  HoldRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The other rollouts that hold any of these tenants, in one order for everybody. */
  List<RolloutId> holders(String[] tenants, RolloutId but) {
    return jdbc.sql(
            """
            select distinct rollout from tenant_hold
            where tenant = any (:tenants) and rollout <> :but order by rollout
            """)
        .param("tenants", tenants)
        .param("but", but.value())
        .query((row, _) -> new RolloutId(row.getString(1)))
        .list();
  }

  /** Of these holders, those that only bring joiners up. */
  List<RolloutId> catchUps(String[] tenants, RolloutId but) {
    return jdbc.sql(
            """
            select distinct rollout.id from tenant_hold join rollout on rollout.id = tenant_hold.rollout
            where tenant = any (:tenants) and rollout.id <> :but and catches_up is not null
            order by rollout.id
            """)
        .param("tenants", tenants)
        .param("but", but.value())
        .query((row, _) -> new RolloutId(row.getString(1)))
        .list();
  }

  /** Those that are free. */
  void take(RolloutId rollout, String[] tenants) {
    jdbc.sql(
            """
            insert into tenant_hold (tenant, rollout) select unnest(:tenants), :rollout order by 1
            on conflict (tenant) do nothing
            """)
        .param("tenants", tenants)
        .param("rollout", rollout.value())
        .update();
  }

  /**
   * What a stopped rollout holds without an attempt under way goes to the live rollout that waits
   * for it, or is free.
   */
  void passOn(RolloutId stopped) {
    String idle =
        """
        tenant_hold.rollout = :old and not exists (select from rollout_tenant slot
          where slot.rollout = :old and slot.tenant = tenant_hold.tenant
            and slot.state in ('DISPATCHED', 'ACCEPTED'))
        """;
    jdbc.sql(
            """
            update tenant_hold set rollout = heir.rollout
            from rollout_tenant heir join rollout on rollout.id = heir.rollout
              and rollout.state in ('PLANNED', 'APPROVED', 'RUNNING', 'PAUSED', 'HALTED')
            where heir.tenant = tenant_hold.tenant and heir.rollout <> :old and
            """
                + idle)
        .param("old", stopped.value())
        .update();
    jdbc.sql("delete from tenant_hold where " + idle).param("old", stopped.value()).update();
    // Counters that came down to nothing are no longer needed.
    jdbc.sql("delete from rollout_shard where rollout = :old and tenants = 0")
        .param("old", stopped.value())
        .update();
  }
}
