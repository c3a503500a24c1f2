package dev.skein.coordinator.drift;

import dev.skein.coordinator.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for drift in the store. */
@Component
class DriftRows {
  private static final int KEPT = 50;

  private final JdbcClient jdbc;

  DriftRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How far a look is. */
  enum State {
    READING,
    COMPARING,
    DONE
  }

  /**
   * @param survey that asks for fingerprints
   * @param catalogs the survey that asks for catalogs, once it was begun
   * @param report null while tenants are read
   */
  record Look(
      String id,
      State state,
      boolean whole,
      String survey,
      @Nullable String catalogs,
      @Nullable DriftReport report,
      Instant askedAt,
      @Nullable Instant endedAt) {}

  /** What was asked long ago is asked anew, not looked up. */
  void insert(String id, boolean whole, String survey) {
    jdbc.sql("insert into drift (id, whole, survey) values (:id, :whole, :survey)")
        .param("id", id)
        .param("whole", whole)
        .param("survey", survey)
        .update();
    jdbc.sql(
            "delete from drift where state = 'DONE' and number <= (select max(number) from drift)"
                + " - :kept")
        .param("kept", KEPT)
        .update();
  }

  Optional<Look> find(String id) {
    return jdbc.sql("select * from drift where id = :id")
        .param("id", id)
        .query((row, _) -> look(row))
        .optional();
  }

  /** The newest one that is done. */
  Optional<Look> latest() {
    return jdbc.sql("select * from drift where state = 'DONE' order by number desc limit 1")
        .query((row, _) -> look(row))
        .optional();
  }

  List<String> open() {
    return jdbc.sql("select id from drift where state <> 'DONE' order by number")
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Empty when another coordinator is at it, or when it is done. */
  Optional<Look> lock(String id) {
    return jdbc.sql("select * from drift where id = :id and state <> 'DONE' for update skip locked")
        .param("id", id)
        .query((row, _) -> look(row))
        .optional();
  }

  void compare(Look look, DriftReport report, String catalogs) {
    save(look, State.COMPARING, report, catalogs);
  }

  void end(Look look, DriftReport report) {
    save(look, State.DONE, report, look.catalogs());
  }

  private void save(Look look, State state, DriftReport report, @Nullable String catalogs) {
    jdbc.sql(
            """
            update drift set state = :state, report = :report::json, catalogs = :catalogs,
              ended_at = case when :state = 'DONE' then now() end
            where id = :id
            """)
        .param("state", state.name())
        .param("report", Json.write(report))
        .param("catalogs", catalogs)
        .param("id", look.id())
        .update();
  }

  private static Look look(ResultSet row) throws SQLException {
    String report = row.getString("report");
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Look(
        row.getString("id"),
        State.valueOf(row.getString("state")),
        row.getBoolean("whole"),
        row.getString("survey"),
        row.getString("catalogs"),
        report == null ? null : Json.read(report, DriftReport.class),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant());
  }
}
