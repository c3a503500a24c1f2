package dev.skein.cli.tenants;

import dev.skein.cli.client.TenantInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an import reads of a tenant.
 *
 * @param labels by name
 * @param windows in any of which it may be changed; empty for always
 */
record TenantRow(
    String id,
    String shard,
    String database,
    String schema,
    Map<String, String> labels,
    List<String> windows) {
  static TenantRow of(TenantInfo tenant) {
    return new TenantRow(
        tenant.id(),
        tenant.shard(),
        tenant.database(),
        tenant.schema(),
        new TreeMap<>(tenant.labels()),
        tenant.windows());
  }
}
