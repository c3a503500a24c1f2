package dev.skein.coordinator.status;

import dev.skein.coordinator.status.RolloutStatus.FailedTenant;
import dev.skein.coordinator.status.RolloutStatus.ReleaseRef;
import dev.skein.coordinator.status.RolloutStatus.WaveStatus;
import dev.skein.coordinator.web.Json;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a rollout's standing from its tallies: constant work, whatever the fleet's size. */
@Component
class StatusQueries {
  private static final int NEWEST = 5;

  private static final String SELECT =
      """
      select rollout.*, release.name as release_name, release.head
      from rollout join release on release.digest = rollout.release
      """;

  private final JdbcClient jdbc;
  private final Attention attention;

  StatusQueries(JdbcClient jdbc, Attention attention) {
    this.jdbc = jdbc;
    this.attention = attention;
  }

  /**
   * @param id or {@code latest}
   */
  Optional<RolloutStatus> find(String id) {
    return jdbc.sql(
            SELECT + "where rollout.id = :id or :id = 'latest' order by number desc limit 1")
        .param("id", id)
        .query((row, _) -> status(row))
        .optional();
  }

  /** The newest first; {@code before} is the last id of the page before, or empty. */
  List<RolloutStatus> list(String before, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where :before = '' or number < (select number from rollout where id = :before)
                order by number desc limit :limit
                """)
        .param("before", before)
        .param("limit", limit)
        .query((row, _) -> status(row))
        .list();
  }

  private RolloutStatus status(ResultSet row) throws SQLException {
    String id = row.getString("id");
    List<WaveStatus> waves = waves(id);
    Tally tally = tallies(id).stream().reduce(Tally.of(TenantState.PENDING, 0), Tally::plus);
    Counts counts = Counts.of(tally);
    Instant startedAt = instant(row, "started_at");
    Instant endedAt = optionalInstant(row, "ended_at");
    // The time that it was running: it stands still while it is halted or paused.
    Instant runningSince = optionalInstant(row, "running_since");
    long elapsed =
        row.getLong("ran_millis")
            + (runningSince == null ? 0 : Duration.between(runningSince, Instant.now()).toMillis());
    boolean live = RolloutState.valueOf(row.getString("state")).live();
    Double rate = counts.ended() == 0 || elapsed <= 0 ? null : counts.ended() * 1000.0 / elapsed;
    String reason = row.getString("reason");
    return new RolloutStatus(
        id,
        new ReleaseRef(
            row.getString("release"), row.getString("release_name"), row.getString("head")),
        row.getString("state"),
        reason.isEmpty() ? null : reason,
        row.getInt("current_wave"),
        row.getString("target_digest"),
        tally.total(),
        counts,
        waves,
        startedAt,
        endedAt,
        Math.max(0, elapsed),
        rate,
        rate == null || !live ? null : Math.round(counts.left() / rate),
        counts.failed() + counts.waiting() == 0 ? List.of() : newestFailures(id),
        live ? attention.of(id, counts) : List.of());
  }

  private List<Tally> tallies(String id) {
    return jdbc.sql("select tally from rollout_wave where rollout = :id")
        .param("id", id)
        .query((row, _) -> Json.read(row.getString("tally"), Tally.class))
        .list();
  }

  private List<WaveStatus> waves(String id) {
    return jdbc.sql("select * from rollout_wave where rollout = :id order by wave")
        .param("id", id)
        .query(
            (row, _) -> {
              Tally tally = Json.read(row.getString("tally"), Tally.class);
              return new WaveStatus(
                  row.getInt("wave"),
                  row.getString("state"),
                  tally.total(),
                  Counts.of(tally),
                  optionalInstant(row, "started_at"),
                  optionalInstant(row, "ended_at"));
            })
        .list();
  }

  private List<FailedTenant> newestFailures(String id) {
    return jdbc.sql(
            """
            select * from rollout_tenant
            where rollout = :id and failure is not null
              and state in ('FAILED_CLEAN', 'FAILED_PARTIAL', 'UNKNOWN', 'WAITING_RETRY')
            order by updated_at desc limit :limit
            """)
        .param("id", id)
        .param("limit", NEWEST)
        .query(
            (row, _) ->
                new FailedTenant(
                    row.getString("tenant"),
                    row.getString("shard"),
                    row.getString("failure"),
                    row.getString("sqlstate"),
                    row.getString("script"),
                    row.getObject("line", Integer.class),
                    row.getString("message"),
                    instant(row, "updated_at")))
        .list();
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
