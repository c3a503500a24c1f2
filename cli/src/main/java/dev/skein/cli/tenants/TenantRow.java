package dev.skein.cli.tenants;

import dev.skein.cli.client.TenantInfo;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an import reads of a tenant.
 *
 * @param labels by name
 */
record TenantRow(
    String id, String shard, String database, String schema, Map<String, String> labels) {
  static TenantRow of(TenantInfo tenant) {
    return new TenantRow(
        tenant.id(),
        tenant.shard(),
        tenant.database(),
        tenant.schema(),
        new TreeMap<>(tenant.labels()));
  }
}
