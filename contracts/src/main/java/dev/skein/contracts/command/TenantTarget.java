package dev.skein.contracts.command;

import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant lives, without any credential: the worker of the shard alone knows the server.
 *
 * @param database the PostgreSQL database's name, never blank
 * @param schema the schema in it, never blank
 * @param labels the operator's own words about the tenant; copied, empty when absent
 * @param sharesDatabase whether other tenants have their schemas in the same database; null for no
 */
public record TenantTarget(
    TenantId tenant,
    ShardId shard,
    String database,
    String schema,
    Map<String, String> labels,
    @Nullable Boolean sharesDatabase) {
  public TenantTarget {
    requireName("database", database);
    requireName("schema", schema);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }

  /** One that has its database for itself, or of which that means nothing. */
  public TenantTarget(
      TenantId tenant, ShardId shard, String database, String schema, Map<String, String> labels) {
    this(tenant, shard, database, schema, labels, null);
  }

  public boolean hasNeighbours() {
    return Boolean.TRUE.equals(sharesDatabase);
  }

  /** PostgreSQL keeps 63 bytes of a name (NAMEDATALEN − 1): a longer one would be cut silently. */
  private static void requireName(String what, String name) {
    if (name == null) {
      throw new IllegalArgumentException("expected a %s name but there is none".formatted(what));
    }
    int bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (name.isBlank() || bytes > 63 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "expected a %s name of 1 to 63 bytes without control characters but got %d bytes"
              .formatted(what, bytes));
    }
  }
}
