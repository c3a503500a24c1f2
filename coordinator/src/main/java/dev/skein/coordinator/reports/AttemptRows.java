package dev.skein.coordinator.reports;

import dev.skein.contracts.report.CommandAnswered;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationReport;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.coordinator.web.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The attempts' timeline. News of an attempt that is past is kept too: it is what happened. */
@Component
class AttemptRows {
  private final JdbcTemplate jdbc;

  AttemptRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void save(List<MigrationReport> reports) {
    List<Object[]> accepted = new ArrayList<>();
    List<Object[]> started = new ArrayList<>();
    List<Object[]> progressed = new ArrayList<>();
    List<Object[]> ended = new ArrayList<>();
    for (MigrationReport report : reports) {
      UUID id = UUID.fromString(report.attempt().attempt().value());
      switch (report) {
        case MigrationAccepted news ->
            accepted.add(
                new Object[] {news.worker().worker().value(), news.worker().incarnation(), id});
        case MigrationStarted news -> started.add(new Object[] {news.backendPid(), id});
        case MigrationProgressed news ->
            progressed.add(
                new Object[] {
                  Json.write(
                      Map.of("script", news.script(), "done", news.done(), "total", news.total())),
                  id
                });
        case TenantMigrationResult news ->
            ended.add(new Object[] {news.took().toMillis(), Json.write(news.outcome()), id});
        case CommandAnswered _ -> {}
      }
    }
    jdbc.batchUpdate(
        """
        update attempt set worker = ?, incarnation = ?,
          accepted_at = coalesce(accepted_at, now()), leased_at = now() where id = ?
        """,
        accepted);
    jdbc.batchUpdate(
        "update attempt set started_at = coalesce(started_at, now()), backend_pid = ? where id = ?",
        started);
    jdbc.batchUpdate("update attempt set progress = ?::jsonb where id = ?", progressed);
    jdbc.batchUpdate(
        """
        update attempt set ended_at = coalesce(ended_at, now()), took_millis = ?,
          outcome = ?::jsonb where id = ?
        """,
        ended);
  }
}
