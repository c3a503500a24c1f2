package dev.skein.coordinator.blocks;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.web.Json;
import dev.skein.rollout.block.Block;
import dev.skein.rollout.block.BlockRules;
import dev.skein.rollout.block.Blockable;
import dev.skein.rollout.block.Freeze;
import dev.skein.rollout.block.FreezeScope;
import dev.skein.rollout.block.Window;
import dev.skein.rollout.state.Blocker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks, as tenants are to be sent, which of them may not be changed now. */
@Component
public class Gate {
  private final JdbcClient jdbc;
  private final Freezes freezes;

  Gate(JdbcClient jdbc, Freezes freezes) {
    this.jdbc = jdbc;
    this.freezes = freezes;
  }

  /** The freeze of the whole fleet that ends last, if one holds now: then nobody is sent. */
  public Optional<FreezeView> fleetFreeze() {
    return fleet(freezes.standing());
  }

  private static Optional<FreezeView> fleet(List<FreezeView> standing) {
    return standing.stream()
        .filter(freeze -> freeze.frozen() instanceof FreezeScope.Fleet)
        .max((one, other) -> end(one).compareTo(end(other)));
  }

  private static Instant end(FreezeView freeze) {
    return freeze.until() == null ? Instant.MAX : freeze.until();
  }

  /** Whether nothing is said of anybody: then nobody needs to be judged. */
  public boolean open() {
    return Boolean.TRUE.equals(
        jdbc.sql(
                """
                select not exists (select from fleet_freeze where lifted_at is null)
                  and not exists (select from tenant_block)
                """)
            .query(Boolean.class)
            .single());
  }

  /**
   * Those of the tenants that may not be sent.
   *
   * @param head the highest version of the release, or null when it has none
   */
  public Map<TenantId, Ruling> judge(String[] tenants, @Nullable SchemaVersion head, Instant now) {
    List<Freeze> standing = freezes.standing().stream().map(FreezeView::freeze).toList();
    Map<TenantId, Ruling> rulings = new LinkedHashMap<>();
    jdbc.sql(
            """
            select tenant.id, tenant.shard, tenant.labels, tenant_block.windows, tenant_block.pin,
              tenant_block.pin_reason, tenant_block.quarantined, tenant_block.quarantine_reason
            from tenant left join tenant_block on tenant_block.tenant = tenant.id
            where tenant.id = any (:tenants) and (:frozen or tenant_block.tenant is not null)
            """)
        .param("tenants", tenants)
        .param("frozen", !standing.isEmpty())
        .query(
            row -> {
              TenantId tenant = new TenantId(row.getString("id"));
              ruling(tenant, row, head, standing, now)
                  .ifPresent(ruling -> rulings.put(tenant, ruling));
            });
    return rulings;
  }

  private static Optional<Ruling> ruling(
      TenantId tenant,
      ResultSet row,
      @Nullable SchemaVersion head,
      List<Freeze> standing,
      Instant now)
      throws SQLException {
    if (row.getBoolean("quarantined")) {
      return Optional.of(
          new Ruling.Quarantined(because("quarantined", row.getString("quarantine_reason"))));
    }
    Block block = BlockRules.judge(blockable(tenant, row), head, standing, now).orElse(null);
    if (block != null && block.by() == Blocker.PIN) {
      block = new Block(block.by(), null, because(block.why(), row.getString("pin_reason")));
    }
    return Optional.ofNullable(block).map(Ruling.Blocked::new);
  }

  private static String because(String what, @Nullable String reason) {
    return reason == null || reason.isEmpty() ? what : what + ": " + reason;
  }

  private static Blockable blockable(TenantId tenant, ResultSet row) throws SQLException {
    java.sql.Array windows = row.getArray("windows");
    String pin = row.getString("pin");
    return new Blockable(
        tenant,
        new ShardId(row.getString("shard")),
        Json.texts(row.getString("labels")),
        windows == null
            ? List.of()
            : Arrays.stream((String[]) windows.getArray()).map(Window::parse).toList(),
        pin == null ? null : new SchemaVersion(pin));
  }
}
