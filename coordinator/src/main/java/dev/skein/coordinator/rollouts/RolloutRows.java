package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.web.Json;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Approval;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.Terms;
import dev.skein.rollout.state.Toll;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rollouts and their waves in the store. Work is constant, whatever the number of tenants. */
@Component
class RolloutRows {
  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  RolloutRows(JdbcClient jdbc, JdbcTemplate batch) {
    this.jdbc = jdbc;
    this.batch = batch;
  }

  long nextNumber() {
    return jdbc.sql("select nextval('rollout_number')").query(Long.class).single();
  }

  void insert(LockedRollout started, long number, String targetDigest) {
    Rollout rollout = started.rollout();
    jdbc.sql(
            """
            insert into rollout (id, number, release, policy, state, current_wave, target_digest,
              environment, placeholders, terms, toll, running_since)
            values (:id, :number, :release, :policy::jsonb, :state, :wave, :targets,
              :environment, :placeholders::jsonb, :terms::jsonb, :toll::jsonb,
              case when :state = 'RUNNING' then now() end)
            """)
        .param("id", started.id().value())
        .param("number", number)
        .param("release", started.release().value())
        .param("policy", Json.write(rollout.policy()))
        .param("state", rollout.state().name())
        .param("wave", rollout.current())
        .param("targets", targetDigest)
        .param("environment", started.environment())
        .param("placeholders", Json.write(started.placeholders()))
        .param("terms", Json.write(rollout.terms()))
        .param("toll", Json.write(rollout.toll()))
        .update();
    batch.batchUpdate(
        """
        insert into rollout_wave (rollout, wave, state, tally, allowance, credit, bake_millis,
          approval)
        values (?, ?, ?, ?::jsonb, ?, ?, ?, ?)
        """,
        rollout.waves(),
        100,
        (statement, wave) -> {
          statement.setString(1, started.id().value());
          statement.setInt(2, wave.index());
          statement.setString(3, wave.state().name());
          statement.setString(4, Json.write(wave.tally()));
          statement.setInt(5, wave.allowance());
          statement.setInt(6, wave.credit());
          statement.setLong(7, wave.bake().toMillis());
          statement.setString(8, wave.approval().name());
        });
  }

  /** Everybody else who wants to change it waits until this transaction ends. */
  Optional<LockedRollout> lock(RolloutId id) {
    return read(id, " for no key update of rollout");
  }

  /** As it stands, to be looked at. */
  Optional<LockedRollout> find(RolloutId id) {
    return read(id, "");
  }

  private Optional<LockedRollout> read(RolloutId id, String lock) {
    return jdbc.sql(
            """
            select rollout.*, release.name as release_name, release.head
            from rollout join release on release.digest = rollout.release
            where rollout.id = :id\
            """
                + lock)
        .param("id", id.value())
        .query((row, _) -> locked(row, waves(id)))
        .optional();
  }

  String targetDigest(RolloutId id) {
    return jdbc.sql("select target_digest from rollout where id = :id")
        .param("id", id.value())
        .query(String.class)
        .single();
  }

  private List<Wave> waves(RolloutId id) {
    return jdbc.sql("select * from rollout_wave where rollout = :id order by wave")
        .param("id", id.value())
        .query((row, _) -> wave(row))
        .list();
  }

  private static Wave wave(ResultSet row) throws SQLException {
    OffsetDateTime bakesUntil = row.getObject("bakes_until", OffsetDateTime.class);
    return new Wave(
        row.getInt("wave"),
        WaveState.valueOf(row.getString("state")),
        Json.read(row.getString("tally"), Tally.class),
        row.getInt("allowance"),
        row.getInt("credit"),
        row.getInt("aside"),
        row.getInt("errors"),
        Duration.ofMillis(row.getLong("bake_millis")),
        Approval.valueOf(row.getString("approval")),
        bakesUntil == null ? null : bakesUntil.toInstant());
  }

  private static LockedRollout locked(ResultSet row, List<Wave> waves) throws SQLException {
    String head = row.getString("head");
    return new LockedRollout(
        new RolloutId(row.getString("id")),
        new ReleaseDigest(row.getString("release")),
        new ReleaseName(row.getString("release_name")),
        head == null ? null : new SchemaVersion(head),
        row.getString("environment"),
        Json.texts(row.getString("placeholders")),
        new Rollout(
            RolloutState.valueOf(row.getString("state")),
            Json.read(row.getString("policy"), RolloutPolicy.class),
            row.getInt("current_wave"),
            waves,
            row.getString("reason"),
            Json.read(row.getString("terms"), Terms.class),
            Json.read(row.getString("toll"), Toll.class)));
  }

  /** Writes what differs. */
  void save(RolloutId id, Rollout before, Rollout after) {
    if (before.equals(after)) {
      return;
    }
    jdbc.sql(
            """
            update rollout set state = :state, reason = :reason, current_wave = :wave,
              terms = :terms::jsonb, toll = :toll::jsonb,
              ran_millis = case when state = 'RUNNING' and :state <> 'RUNNING'
                then ran_millis + extract(epoch from now() - running_since) * 1000
                else ran_millis end,
              running_since = case when :state <> 'RUNNING' then null
                else coalesce(running_since, now()) end,
              revision = revision + 1, updated_at = now(), ended_at = case when :live then null
                else coalesce(ended_at, now()) end
            where id = :id
            """)
        .param("state", after.state().name())
        .param("reason", after.reason())
        .param("wave", after.current())
        .param("terms", Json.write(after.terms()))
        .param("toll", Json.write(after.toll()))
        .param("live", after.state().live())
        .param("id", id.value())
        .update();
    List<Wave> changed =
        after.waves().stream()
            .filter(wave -> !wave.equals(before.waves().get(wave.index())))
            .toList();
    batch.batchUpdate(
        """
        update rollout_wave set state = ?, tally = ?::jsonb, allowance = ?, credit = ?,
          aside = ?, errors = ?, approval = ?, bakes_until = ?,
          started_at = case when ? then coalesce(started_at, now()) end,
          ended_at = case when ? then coalesce(ended_at, now()) end
        where rollout = ? and wave = ?
        """,
        changed,
        100,
        (statement, wave) -> {
          statement.setString(1, wave.state().name());
          statement.setString(2, Json.write(wave.tally()));
          statement.setInt(3, wave.allowance());
          statement.setInt(4, wave.credit());
          statement.setInt(5, wave.aside());
          statement.setInt(6, wave.errors());
          statement.setString(7, wave.approval().name());
          Instant until = wave.bakesUntil();
          statement.setObject(8, until == null ? null : until.atOffset(ZoneOffset.UTC));
          statement.setBoolean(9, wave.state() != WaveState.PENDING);
          statement.setBoolean(10, wave.tally().ended());
          statement.setString(11, id.value());
          statement.setInt(12, wave.index());
        });
  }

  List<RolloutId> running() {
    return jdbc.sql("select id from rollout where state = 'RUNNING' order by number")
        .query((row, _) -> new RolloutId(row.getString("id")))
        .list();
  }

  /**
   * Which rollout holds any of these tenants, as (tenant, rollout); null when none does but the
   * heir and those that have given way to it.
   */
  @Nullable Hold held(String[] tenants, RolloutId heir) {
    return jdbc.sql(
            """
            select tenant, rollout from tenant_hold
            where tenant = any (:tenants) and rollout <> :heir and not exists (
              select from rollout where rollout.id = tenant_hold.rollout
                and rollout.state = 'ABORTED' and rollout.terms ->> 'supersededBy' = :heir)
            order by tenant limit 1
            """)
        .param("tenants", tenants)
        .param("heir", heir.value())
        .query((row, _) -> new Hold(row.getString("tenant"), row.getString("rollout")))
        .optional()
        .orElse(null);
  }

  record Hold(String tenant, String rollout) {}

  /** Takes the tenants for a rollout; a key violation says that another one was first. */
  void hold(RolloutId rollout, String[] tenants) {
    jdbc.sql(
            "insert into tenant_hold (tenant, rollout) select unnest(:tenants), :rollout order by"
                + " 1")
        .param("tenants", tenants)
        .param("rollout", rollout.value())
        .update();
  }
}
