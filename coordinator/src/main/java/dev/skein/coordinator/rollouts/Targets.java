package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.web.Json;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.plan.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the tenants that a rollout aims at. */
@Component
class Targets {
  private final JdbcClient jdbc;

  Targets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Every tenant that is named must exist. */
  List<Target> select(StartRollout request) {
    List<Target> found =
        jdbc.sql(
                """
                select id, shard, version, labels from tenant
                where (:all or id = any (:tenants))
                  and (:anywhere or shard = any (:shards)) and labels @> :labels::jsonb
                order by id
                """)
            .param("all", request.tenants().isEmpty())
            .param("tenants", request.tenants().toArray(String[]::new))
            .param("anywhere", request.shards().isEmpty())
            .param("shards", request.shards().toArray(String[]::new))
            .param("labels", Json.write(request.labels()))
            .query(
                (row, _) -> {
                  String version = row.getString("version");
                  return new Target(
                      new TenantId(row.getString("id")),
                      new ShardId(row.getString("shard")),
                      version == null ? null : new SchemaVersion(version),
                      Json.texts(row.getString("labels")));
                })
            .list();
    Set<String> missing = new HashSet<>(request.tenants());
    found.forEach(target -> missing.remove(target.tenant().value()));
    if (!missing.isEmpty()) {
      throw RefusedException.missing(
          "expected known tenants that fit the selection but not: "
              + missing.stream().sorted().limit(10).collect(Collectors.joining(", ")));
    }
    return found;
  }
}
