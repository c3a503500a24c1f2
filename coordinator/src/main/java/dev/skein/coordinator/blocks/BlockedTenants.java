package dev.skein.coordinator.blocks;

import dev.skein.rollout.block.FreezeScope;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tenants that a rollout found blocked. Whoever changes what blocks them takes the live rollouts'
 * locks first: a step that judged by what was true before has then ended, and none begins.
 */
@Component
class BlockedTenants {
  private static final String WAKE =
      "update rollout_tenant slot set retry_at = now() from rollout"
          + " where slot.state = 'BLOCKED' and rollout.id = slot.rollout"
          + " and rollout.state in ('RUNNING', 'PAUSED', 'HALTED') and ";

  private final JdbcClient jdbc;

  BlockedTenants(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In one order for everybody. */
  void lockRollouts() {
    jdbc.sql(
            """
            select id from rollout
            where state in ('PLANNED', 'APPROVED', 'RUNNING', 'PAUSED', 'HALTED', 'COMPENSATING')
            order by id for no key update
            """)
        .query(String.class)
        .list();
  }

  /** They are judged anew when their rollouts next look at what is due. */
  void lookAgain(Collection<String> tenants) {
    jdbc.sql(WAKE + "slot.tenant = any (:tenants)")
        .param("tenants", tenants.toArray(String[]::new))
        .update();
  }

  /** The same, of whoever a freeze kept. Nobody is kept by a freeze of the fleet. */
  void lookAgain(FreezeScope scope) {
    switch (scope) {
      case FreezeScope.Fleet _ -> {}
      case FreezeScope.OfTenant(var tenant) ->
          jdbc.sql(WAKE + "slot.blocker = 'FREEZE' and slot.tenant = :tenant")
              .param("tenant", tenant.value())
              .update();
      case FreezeScope.OfShard(var shard) ->
          jdbc.sql(WAKE + "slot.blocker = 'FREEZE' and slot.shard = :shard")
              .param("shard", shard.value())
              .update();
      case FreezeScope.OfLabel(String label, String value) ->
          jdbc.sql(
                  WAKE
                      + "slot.blocker = 'FREEZE' and exists (select from tenant"
                      + " where tenant.id = slot.tenant and tenant.labels ->> :label = :value)")
              .param("label", label)
              .param("value", value)
              .update();
    }
  }
}
