package dev.skein.coordinator.registry;

import dev.skein.contracts.command.TenantTarget;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.blocks.TenantBlocks;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.store.Statistics;
import dev.skein.coordinator.web.Json;
import dev.skein.rollout.block.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tenants in the store. */
@Component
public class Tenants {
  private static final String SELECT =
      """
      select tenant.*, release.name as release_name, tenant_block.windows, tenant_block.pin,
        case when tenant_block.quarantined then tenant_block.quarantine_reason end as quarantined,
        joined.why as behind
      from tenant left join release on release.digest = tenant.release
        left join tenant_block on tenant_block.tenant = tenant.id
        left join joined on joined.tenant = tenant.id
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final Shards shards;
  private final TenantBlocks blocks;
  private final Arrivals arrivals;
  private final Outbox outbox;
  private final Statistics statistics;

  Tenants(
      JdbcClient jdbc,
      JdbcTemplate batch,
      Shards shards,
      TenantBlocks blocks,
      Arrivals arrivals,
      Outbox outbox,
      Statistics statistics) {
    this.jdbc = jdbc;
    this.batch = batch;
    this.shards = shards;
    this.blocks = blocks;
    this.arrivals = arrivals;
    this.outbox = outbox;
    this.statistics = statistics;
  }

  /** All or nothing. Importing the same list again changes nothing. */
  @Transactional
  public ImportResult load(List<TenantEntry> entries, boolean dryRun) {
    Map<String, TenantView> known = new HashMap<>();
    stated(entries).forEach(tenant -> known.put(tenant.id(), tenant));
    List<TenantTarget> created = new ArrayList<>();
    List<TenantTarget> updated = new ArrayList<>();
    Map<String, List<Window>> windows = new HashMap<>();
    checkShards(entries);
    for (TenantEntry entry : entries) {
      TenantTarget target = entry.target();
      TenantView before = known.get(target.tenant().value());
      boolean other = otherWindows(before, entry);
      if (other) {
        windows.put(target.tenant().value(), entry.statedWindows());
      }
      if (before == null) {
        created.add(target);
      } else if (other || !same(before, target)) {
        updated.add(target);
      }
    }
    if (!dryRun) {
      save(created, updated);
      blocks.windows(windows);
    }
    int unchanged = entries.size() - created.size() - updated.size();
    return new ImportResult(created.size(), updated.size(), unchanged, dryRun);
  }

  private void checkShards(List<TenantEntry> entries) {
    Set<String> ids = new HashSet<>(shards.ids());
    List<String> problems =
        entries.stream()
            .filter(entry -> !ids.contains(entry.target().shard().value()))
            .map(
                entry ->
                    "line %d: expected a known shard (%s) but got \"%s\"; a shard is known once a worker that serves it has started"
                        .formatted(
                            entry.line(),
                            ids.isEmpty() ? "there is none yet" : String.join(", ", shards.ids()),
                            entry.target().shard()))
            .toList();
    if (!problems.isEmpty()) {
      throw TenantFile.refused(problems);
    }
  }

  private void save(List<TenantTarget> created, List<TenantTarget> updated) {
    try {
      batch.update(
          """
          insert into tenant (id, shard, database_name, schema_name, labels)
          select id, shard, database_name, schema_name, labels::jsonb
          from unnest(?, ?, ?, ?, ?) came (id, shard, database_name, schema_name, labels)
          """,
          columns(created));
      batch.update(
          """
          update tenant set shard = stated.shard, database_name = stated.database_name,
            schema_name = stated.schema_name, labels = stated.labels::jsonb,
            revision = revision + 1, updated_at = now()
          from unnest(?, ?, ?, ?, ?) stated (id, shard, database_name, schema_name, labels)
          where tenant.id = stated.id
          """,
          columns(updated));
    } catch (DuplicateKeyException e) {
      throw Locations.taken(e);
    }
    statistics.grew(Statistics.Table.TENANT, created.size());
    List<TenantId> changed = new ArrayList<>();
    created.forEach(target -> changed.add(target.tenant()));
    updated.forEach(target -> changed.add(target.tenant()));
    arrivals.note(changed);
    outbox.sendStates(changed);
  }

  private static Object[] columns(List<TenantTarget> targets) {
    return new Object[] {
      column(targets, target -> target.tenant().value()),
      column(targets, target -> target.shard().value()),
      column(targets, TenantTarget::database),
      column(targets, TenantTarget::schema),
      column(targets, target -> Json.write(target.labels()))
    };
  }

  private static String[] column(List<TenantTarget> targets, Function<TenantTarget, String> part) {
    return targets.stream().map(part).toArray(String[]::new);
  }

  private List<TenantView> stated(List<TenantEntry> entries) {
    return jdbc.sql(SELECT + "where tenant.id = any (:ids)")
        .param(
            "ids",
            entries.stream().map(entry -> entry.target().tenant().value()).toArray(String[]::new))
        .query((row, _) -> view(row))
        .list();
  }

  private static boolean same(TenantView before, TenantTarget target) {
    return before.shard().equals(target.shard().value())
        && before.database().equals(target.database())
        && before.schema().equals(target.schema())
        && before.labels().equals(target.labels());
  }

  /** A list that says nothing of windows leaves them as they are. */
  private static boolean otherWindows(@Nullable TenantView before, TenantEntry entry) {
    List<Window> stated = entry.windows();
    List<String> known = before == null ? List.of() : before.windows();
    return stated != null && !stated.stream().map(Window::text).toList().equals(known);
  }

  Optional<TenantView> find(String id) {
    return jdbc.sql(SELECT + "where tenant.id = :id")
        .param("id", id)
        .query((row, _) -> view(row))
        .optional();
  }

  /** What the release that it reached, or is on its way to, takes back. */
  Set<SchemaVersion> compensated(String id) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct unnest(release.compensates) from tenant
                left join rollout on rollout.id = tenant.rollout
                join release on release.digest in (tenant.release, rollout.release)
                where tenant.id = :id
                """)
            .param("id", id)
            .query((row, _) -> new SchemaVersion(row.getString(1)))
            .list());
  }

  /** In the order of ids, those after one, filtered where a filter is given. */
  List<TenantView> list(
      @Nullable String shard, Map<String, String> labels, String after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where tenant.id > :after and (:shard::text is null or tenant.shard = :shard)
                  and tenant.labels @> :labels::jsonb
                order by tenant.id limit :limit
                """)
        .param("after", after)
        .param("shard", shard)
        .param("labels", Json.write(labels))
        .param("limit", limit)
        .query((row, _) -> view(row))
        .list();
  }

  private static TenantView view(ResultSet row) throws SQLException {
    return new TenantView(
        row.getString("id"),
        row.getString("shard"),
        row.getString("database_name"),
        row.getString("schema_name"),
        Json.texts(row.getString("labels")),
        row.getString("version"),
        row.getString("release_name"),
        row.getString("rollout"),
        row.getString("status"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        texts(row.getArray("windows")),
        row.getString("pin"),
        row.getString("quarantined"),
        row.getString("behind"));
  }

  private static List<String> texts(java.sql.@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
