package dev.skein.contracts.command;

import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import java.util.Map;

/**
 * Where a tenant lives, without any credential: the worker of the shard alone knows the server.
 *
 * @param database the PostgreSQL database's name, never blank
 * @param schema the schema in it, never blank
 * @param labels the operator's own words about the tenant; copied, empty when absent
 */
public record TenantTarget(
    TenantId tenant, ShardId shard, String database, String schema, Map<String, String> labels) {
  public TenantTarget {
    requireName("database", database);
    requireName("schema", schema);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
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
