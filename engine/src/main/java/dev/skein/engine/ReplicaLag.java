package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/**
 * How far the physical replicas of a tenant's server may be behind it, by what that server knows.
 *
 * @param limit null where nobody asks, which costs nothing
 */
record ReplicaLag(@Nullable Duration limit) {
  /**
   * The replica that is furthest behind, or before it one that this login may not see. A receiver
   * that only stores WAL replays nothing, so that its lag would grow for ever; one of a logical
   * slot is no replica. What was measured last stays a while where all is replayed since, and is
   * null where nothing was measured since: both mean that it keeps up.
   */
  private static final NativeQuery FURTHEST =
      Pipeline.single(
          """
          select coalesce(nullif(r.application_name, ''), 'server process ' || r.pid),
                 r.state is null,
                 (extract(epoch from r.replay_lag) * 1000)::bigint,
                 (pg_catalog.pg_wal_lsn_diff(here.lsn, r.replay_lsn) / 1024)::bigint
            from pg_catalog.pg_stat_replication r,
                 (select case when pg_catalog.pg_is_in_recovery() then null
                              else pg_catalog.pg_current_wal_flush_lsn() end as lsn) here
            where (r.state is null or (r.replay_lsn < here.lsn and r.replay_lag is not null))
              and not exists (select from pg_catalog.pg_replication_slots s
                              where s.active_pid = r.pid and s.slot_type = 'logical')
            order by r.replay_lag desc nulls first
            limit 1\
          """);

  /**
   * One look.
   *
   * @param reached where the tenant stands, for the outcome
   * @return why nothing may be written now: TRANSIENT while a replica is too far behind,
   *     CONFIGURATION where that cannot be known; or empty
   */
  Optional<Outcome.Failed> objection(Connection connection, @Nullable SchemaVersion reached)
      throws SQLException {
    Duration most = limit;
    if (most == null) {
      return Optional.empty();
    }
    List<Row> rows = Pipeline.one(connection, FURTHEST);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Row replica = rows.getFirst();
    if (replica.isTrue(1)) {
      return Optional.of(hidden(connection, reached));
    }
    Duration lag = Duration.ofMillis(number(replica, 2));
    return lag.compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(
            behind(String.valueOf(replica.text(0)), most, lag, number(replica, 3), reached));
  }

  private static Outcome.Failed behind(
      String name, Duration most, Duration lag, long kilobytes, @Nullable SchemaVersion reached) {
    return failed(
        FailureKind.TRANSIENT,
        ("expected replicas at most %s behind but %s is %s behind, by %d kB of WAL;"
                + " nothing was applied: try again when it has caught up")
            .formatted(seconds(most), name, seconds(lag), kilobytes),
        reached);
  }

  private static Outcome.Failed hidden(Connection connection, @Nullable SchemaVersion reached)
      throws SQLException {
    return failed(
        FailureKind.CONFIGURATION,
        ("expected to see how far replicas are behind, as the shard's replica-lag asks, but the"
                + " login may not: grant pg_read_all_stats to %s, then retry")
            .formatted(connection.getMetaData().getUserName()),
        reached);
  }

  private static Outcome.Failed failed(
      FailureKind kind, String message, @Nullable SchemaVersion reached) {
    return new Outcome.Failed(kind, null, null, null, null, message, reached, false);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static long number(Row row, int column) {
    return Long.parseLong(Objects.requireNonNull(row.text(column)));
  }
}
