package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Where tenants stand in their rollout's plan. */
@Component
class PlaceRows {
  private final JdbcTemplate jdbc;

  PlaceRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param position in the wave, from 0
   * @param attempts so far
   */
  record Place(int wave, int position, int attempts) {}

  Map<TenantId, Place> of(RolloutId rollout, Collection<TenantId> tenants) {
    Map<TenantId, Place> places = new HashMap<>();
    jdbc.query(
        """
        select tenant, wave, position, attempts from rollout_tenant
        where rollout = ? and tenant = any (?)
        """,
        row -> {
          places.put(
              new TenantId(row.getString(1)),
              new Place(row.getInt(2), row.getInt(3), row.getInt(4)));
        },
        rollout.value(),
        tenants.stream().map(TenantId::value).toArray(String[]::new));
    return places;
  }
}
