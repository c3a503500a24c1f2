package dev.skein.coordinator.reports;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.report.MigrationReport;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The attempts' timeline. News of an attempt that is past is kept too: it is what happened. */
@Component
class AttemptRows {
  private final JdbcTemplate jdbc;

  AttemptRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** All that a batch says of an attempt is written at once. */
  void save(List<MigrationReport> reports) {
    Map<AttemptId, AttemptNews> byAttempt = new LinkedHashMap<>();
    for (MigrationReport report : reports) {
      byAttempt.merge(report.attempt().attempt(), AttemptNews.of(report), AttemptNews::then);
    }
    if (byAttempt.isEmpty()) {
      return;
    }
    Collection<AttemptNews> news = byAttempt.values();
    jdbc.update(
        """
        update attempt set
          worker = coalesce(news.worker, attempt.worker),
          incarnation = coalesce(news.incarnation, attempt.incarnation),
          accepted_at = coalesce(accepted_at, case when news.worker is not null then now() end),
          leased_at = case when news.worker is not null then now() else leased_at end,
          started_at = coalesce(started_at, case when news.backend is not null then now() end),
          backend_pid = coalesce(news.backend, backend_pid),
          progress = coalesce(news.progress::jsonb, attempt.progress),
          ended_at = coalesce(ended_at, case when news.outcome is not null then now() end),
          took_millis = coalesce(news.took, took_millis),
          outcome = coalesce(news.outcome::jsonb, attempt.outcome),
          backup = coalesce(news.backup, attempt.backup)
        from unnest(?::uuid[], ?, ?, ?, ?, ?, ?, ?)
          news (id, worker, incarnation, backend, progress, took, outcome, backup)
        where attempt.id = news.id
        """,
        byAttempt.keySet().stream().map(id -> UUID.fromString(id.value())).toArray(UUID[]::new),
        texts(news, AttemptNews::worker),
        texts(news, AttemptNews::incarnation),
        news.stream().map(AttemptNews::backendPid).toArray(Integer[]::new),
        texts(news, AttemptNews::progress),
        news.stream().map(AttemptNews::tookMillis).toArray(Long[]::new),
        texts(news, AttemptNews::outcome),
        texts(news, AttemptNews::backup));
  }

  /** Everything that was said in these partitions up to now has been heard. */
  void heard(Collection<Integer> partitions) {
    jdbc.update(
        """
        insert into report_heard (partition, until) select unnest(?), now()
        on conflict (partition) do update set until = excluded.until
        """,
        (Object) partitions.toArray(Integer[]::new));
  }

  private static @Nullable String[] texts(
      Collection<AttemptNews> news, Function<AttemptNews, @Nullable String> part) {
    return news.stream().map(part).toArray(String[]::new);
  }
}
