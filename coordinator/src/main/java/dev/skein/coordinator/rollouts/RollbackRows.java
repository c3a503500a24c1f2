package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.state.TenantState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the store knows for taking rollouts back. */
@Component
class RollbackRows {
  private final JdbcClient jdbc;

  RollbackRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Some targets as they stood.
   *
   * @param version null where nothing had been heard
   * @param release the digest of the one that had brought it, or null
   */
  record Stood(@Nullable SchemaVersion version, @Nullable String release, int tenants) {}

  /** Writes down how the targets of a new rollout stand now. */
  void remember(RolloutId rollout, String[] tenants) {
    jdbc.sql(
            """
            insert into rollout_before (rollout, version, release, tenants)
            select :rollout, coalesce(version, ''), coalesce(release, ''), count(*)
            from tenant where id = any (:tenants) group by 2, 3
            """)
        .param("rollout", rollout.value())
        .param("tenants", tenants)
        .update();
  }

  List<Stood> before(RolloutId rollout) {
    return jdbc.sql("select version, release, tenants from rollout_before where rollout = :id")
        .param("id", rollout.value())
        .query((row, _) -> stood(row))
        .list();
  }

  /** How a rollout's tenants stand now. */
  List<Stood> now(RolloutId rollout) {
    return jdbc.sql(
            """
            select coalesce(tenant.version, '') as version, coalesce(tenant.release, '') as release,
              count(*) as tenants
            from rollout_tenant slot join tenant on tenant.id = slot.tenant
            where slot.rollout = :id group by 1, 2
            """)
        .param("id", rollout.value())
        .query((row, _) -> stood(row))
        .list();
  }

  private static Stood stood(ResultSet row) throws SQLException {
    String version = row.getString("version");
    String release = row.getString("release");
    return new Stood(
        version.isEmpty() ? null : new SchemaVersion(version),
        release.isEmpty() ? null : release,
        row.getInt("tenants"));
  }

  /**
   * Tenants of a rollout that stand alike.
   *
   * @param tried whether there was an attempt
   * @param version where they are known to stand, or null
   */
  record Slots(
      TenantState state,
      boolean tried,
      @Nullable SchemaVersion version,
      int tenants,
      List<String> sample) {}

  List<Slots> slots(RolloutId rollout) {
    return jdbc.sql(
            """
            select slot.state, slot.attempts > 0 as tried, tenant.version, count(*) as tenants,
              (array_agg(slot.tenant order by slot.tenant))[1\\:5] as sample
            from rollout_tenant slot join tenant on tenant.id = slot.tenant
            where slot.rollout = :id group by 1, 2, 3 order by 1, 2, 3
            """)
        .param("id", rollout.value())
        .query(
            (row, _) -> {
              String version = row.getString("version");
              return new Slots(
                  TenantState.valueOf(row.getString("state")),
                  row.getBoolean("tried"),
                  version == null ? null : new SchemaVersion(version),
                  row.getInt("tenants"),
                  List.of((String[]) row.getArray("sample").getArray()));
            })
        .list();
  }

  /** Who stands in one of the states. */
  List<String> tenants(RolloutId rollout, TenantState... states) {
    return jdbc.sql(
            """
            select tenant from rollout_tenant
            where rollout = :id and state = any (:states) order by tenant
            """)
        .param("id", rollout.value())
        .param("states", Stream.of(states).map(Enum::name).toArray(String[]::new))
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** The canary, without who stands in one of the states. */
  List<String> canary(RolloutId rollout, TenantState... but) {
    return jdbc.sql(
            """
            select tenant from rollout_tenant
            where rollout = :id and wave = 0 and state <> all (:states) order by position
            """)
        .param("id", rollout.value())
        .param("states", Stream.of(but).map(Enum::name).toArray(String[]::new))
        .query((row, _) -> row.getString(1))
        .list();
  }

  /**
   * A rollback under way, or done.
   *
   * @param by the rollout that takes the other one back
   * @param survey the look at all fingerprints, once it was begun
   * @param verdict why it is not done, where it waits for a person
   */
  record Rollback(
      RolloutId rollout, RolloutId by, @Nullable String survey, @Nullable String verdict) {

    /** As it begins, or is looked at anew. */
    static Rollback of(RolloutId rollout, RolloutId by) {
      return new Rollback(rollout, by, null, null);
    }

    Rollback asked(@Nullable String id) {
      return new Rollback(rollout, by, id, null);
    }

    Rollback stuck(String why) {
      return new Rollback(rollout, by, survey, why);
    }
  }

  Optional<Rollback> find(RolloutId rollout) {
    return jdbc.sql("select * from rollback where rollout = :id")
        .param("id", rollout.value())
        .query((row, _) -> rollback(row))
        .optional();
  }

  /** Those that are not done, and on which no survey has spoken. */
  List<RolloutId> open() {
    return jdbc.sql(
            """
            select rollback.rollout from rollback join rollout on rollout.id = rollback.rollout
            where rollout.state = 'COMPENSATING' and (survey is null or verdict is null)
            order by rollout.number
            """)
        .query((row, _) -> new RolloutId(row.getString(1)))
        .list();
  }

  private static Rollback rollback(ResultSet row) throws SQLException {
    return new Rollback(
        new RolloutId(row.getString("rollout")),
        new RolloutId(row.getString("by_rollout")),
        row.getString("survey"),
        row.getString("verdict"));
  }

  void save(Rollback rollback) {
    jdbc.sql(
            """
            insert into rollback (rollout, by_rollout, survey, verdict)
            values (:rollout, :by, :survey, :verdict)
            on conflict (rollout) do update set by_rollout = excluded.by_rollout,
              survey = excluded.survey, verdict = excluded.verdict
            """)
        .param("rollout", rollback.rollout().value())
        .param("by", rollback.by().value())
        .param("survey", rollback.survey())
        .param("verdict", rollback.verdict())
        .update();
  }
}
