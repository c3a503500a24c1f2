package dev.skein.coordinator.status;

import dev.skein.coordinator.blocks.Gate;
import dev.skein.coordinator.fingerprints.Findings;
import dev.skein.coordinator.fingerprints.Fingerprints;
import dev.skein.coordinator.status.RolloutStatus.Detail;
import dev.skein.coordinator.status.RolloutStatus.FailedTenant;
import dev.skein.coordinator.status.RolloutStatus.ReleaseRef;
import dev.skein.coordinator.status.RolloutStatus.WaveStatus;
import dev.skein.coordinator.web.Json;
import dev.skein.rollout.state.Approval;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads a rollout's standing from its tallies: constant work, whatever the fleet's size. One query
 * after another, never one within another: a reader that holds a connection while it waits for a
 * second one would stop all others at last.
 */
@Component
class StatusQueries {
  private static final int NEWEST = 5;
  private static final int MOST_CATCH_UPS = 20;

  private static final String SELECT =
      """
      select rollout.*, release.name as release_name, release.head,
        (select jsonb_agg(jsonb_build_object('index', wave, 'state', state, 'tally', tally,
            'approval', approval, 'bakeMillis', bake_millis, 'bakesUntil', bakes_until,
            'startedAt', started_at, 'endedAt', ended_at) order by wave)
          from rollout_wave where rollout_wave.rollout = rollout.id) as waves
      from rollout join release on release.digest = rollout.release
      """;

  private final JdbcClient jdbc;
  private final Attention attention;
  private final BlockedGroups blocked;
  private final FailureClusters clusters;
  private final Gate gate;
  private final Findings findings;

  StatusQueries(
      JdbcClient jdbc,
      Attention attention,
      BlockedGroups blocked,
      FailureClusters clusters,
      Gate gate,
      Findings findings) {
    this.jdbc = jdbc;
    this.clusters = clusters;
    this.gate = gate;
    this.findings = findings;
    this.attention = attention;
    this.blocked = blocked;
  }

  /**
   * Which change of a rollout was the last one.
   *
   * @param id never {@code latest}
   */
  record Revision(String id, long number) {}

  /**
   * @param id or {@code latest}
   */
  Optional<Revision> revision(String id) {
    String which =
        id.equals("latest")
            ? "where catches_up is null order by number desc limit 1"
            : "where id = :id";
    return jdbc.sql("select id, revision from rollout " + which)
        .param("id", id)
        .query((row, _) -> new Revision(row.getString(1), row.getLong(2)))
        .optional();
  }

  Optional<RolloutStatus> find(String id) {
    return jdbc.sql(SELECT + "where rollout.id = :id")
        .param("id", id)
        .query((row, _) -> head(row))
        .optional()
        .map(this::whole);
  }

  /** The newest first; {@code before} is the last id of the page before, or empty. */
  List<RolloutStatus> list(String before, int limit) {
    return jdbc
        .sql(
            SELECT
                + """
                where :before = '' or number < (select number from rollout where id = :before)
                order by number desc limit :limit
                """)
        .param("before", before)
        .param("limit", limit)
        .query((row, _) -> head(row))
        .list()
        .stream()
        .map(this::whole)
        .toList();
  }

  /** As the JSON of the query above. */
  record WaveRow(
      int index,
      String state,
      Tally tally,
      Approval approval,
      long bakeMillis,
      @Nullable OffsetDateTime bakesUntil,
      @Nullable OffsetDateTime startedAt,
      @Nullable OffsetDateTime endedAt) {
    WaveStatus status() {
      return new WaveStatus(
          index,
          state,
          tally.total(),
          Counts.of(tally),
          approval,
          bakeMillis,
          bakesUntil == null ? null : bakesUntil.toInstant(),
          startedAt == null ? null : startedAt.toInstant(),
          endedAt == null ? null : endedAt.toInstant());
    }
  }

  /** Without what other queries tell. */
  private static RolloutStatus head(ResultSet row) throws SQLException {
    List<WaveRow> waves = List.of(Json.read(row.getString("waves"), WaveRow[].class));
    Tally tally =
        waves.stream().map(WaveRow::tally).reduce(Tally.of(TenantState.PENDING, 0), Tally::plus);
    String reason = row.getString("reason");
    return new RolloutStatus(
            row.getString("id"),
            new ReleaseRef(
                row.getString("release"), row.getString("release_name"), row.getString("head")),
            row.getString("state"),
            instant(row, "state_since"),
            reason.isEmpty() ? null : reason,
            row.getInt("current_wave"),
            row.getString("target_digest"),
            tally.total(),
            Counts.of(tally),
            waves.stream().map(WaveRow::status).toList(),
            instant(row, "started_at"),
            optionalInstant(row, "ended_at"),
            row.getLong("ran_millis"),
            optionalInstant(row, "running_since"),
            Json.read(row.getString("terms"), Terms.class).hurried(),
            Detail.of(row.getString("catches_up")),
            0,
            null,
            null,
            List.of())
        .at(Instant.now());
  }

  private RolloutStatus whole(RolloutStatus head) {
    Counts counts = head.counts();
    boolean live = RolloutState.valueOf(head.state()).live();
    Fingerprints read = findings.of(head.id()).orElse(null);
    return head.with(
            new Detail(
                counts.failed() + counts.waiting() == 0 ? List.of() : newestFailures(head.id()),
                counts.failed() == 0 ? List.of() : clusters.of(head.id(), FailureClusters.FEW),
                live ? attention(head.id(), counts, read) : List.of(),
                counts.blocked() == 0 ? List.of() : blocked.of(head.id()),
                read,
                live && counts.left() > 0 ? gate.fleetFreeze().orElse(null) : null,
                catchUps(head.id()),
                head.detail().catchesUp()))
        .at(Instant.now());
  }

  /** The newest, the oldest of them first. */
  private List<String> catchUps(String id) {
    return jdbc.sql(
            """
            select id from (select id, number from rollout where catches_up = :id
              order by number desc limit :most) newest order by number
            """)
        .param("id", id)
        .param("most", MOST_CATCH_UPS)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private List<String> attention(String id, Counts counts, @Nullable Fingerprints read) {
    List<String> lines = new ArrayList<>(attention.of(id, counts));
    if (read != null) {
      lines.addAll(read.attention());
    }
    return lines;
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
