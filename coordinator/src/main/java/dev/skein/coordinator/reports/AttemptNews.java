package dev.skein.coordinator.reports;

import dev.skein.contracts.report.CommandAnswered;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationReport;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.coordinator.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What reports say of one attempt; null where they say nothing.
 *
 * @param worker who accepted it, with the incarnation
 * @param progress as JSON
 * @param outcome as JSON
 * @param backup what it is called
 */
record AttemptNews(
    @Nullable String worker,
    @Nullable String incarnation,
    @Nullable Integer backendPid,
    @Nullable String progress,
    @Nullable Long tookMillis,
    @Nullable String outcome,
    @Nullable String backup) {
  static AttemptNews of(MigrationReport report) {
    return switch (report) {
      case MigrationAccepted news ->
          new AttemptNews(
              news.worker().worker().value(),
              news.worker().incarnation(),
              null,
              null,
              null,
              null,
              null);
      case MigrationStarted news ->
          new AttemptNews(null, null, news.backendPid(), null, null, null, null);
      case MigrationProgressed news ->
          new AttemptNews(
              null,
              null,
              null,
              Json.write(
                  Map.of("script", news.script(), "done", news.done(), "total", news.total())),
              null,
              null,
              null);
      case TenantMigrationResult news ->
          new AttemptNews(
              null,
              null,
              null,
              null,
              news.took().toMillis(),
              Json.write(news.outcome()),
              news.backup());
      case CommandAnswered _ -> new AttemptNews(null, null, null, null, null, null, null);
    };
  }

  /** Both, the later one where both say something. */
  AttemptNews then(AttemptNews later) {
    return new AttemptNews(
        either(later.worker, worker),
        either(later.incarnation, incarnation),
        either(later.backendPid, backendPid),
        either(later.progress, progress),
        either(later.tookMillis, tookMillis),
        either(later.outcome, outcome),
        either(later.backup, backup));
  }

  private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }
}
