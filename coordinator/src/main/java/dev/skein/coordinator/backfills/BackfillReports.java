package dev.skein.coordinator.backfills;

import dev.skein.contracts.answer.TenantBackfill;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.report.CommandAnswered;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationReport;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.coordinator.web.Json;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what workers say of slices. News of one that was given up since is passed over. */
@Component
public class BackfillReports {
  /** What passes by itself is tried so often in a row. */
  private static final int TRIES = 5;

  private static final String OURS = " where attempt = :attempt and state = 'RUNNING'";

  private final JdbcClient jdbc;
  private final BackfillDispatcher dispatcher;

  BackfillReports(JdbcClient jdbc, BackfillDispatcher dispatcher) {
    this.jdbc = jdbc;
    this.dispatcher = dispatcher;
  }

  /** Reports of attempts that no rollout asked for, also of other commands; idempotent. */
  @Transactional
  public void on(List<MigrationReport> reports) {
    int ended = 0;
    for (MigrationReport report : reports) {
      UUID attempt = uuid(report.attempt().attempt());
      switch (report) {
        case MigrationAccepted accepted -> accepted(attempt, accepted);
        case CommandAnswered answered -> ended += answered(attempt, answered);
        case TenantMigrationResult result -> ended += ended(attempt, result.outcome());
        case MigrationStarted _, MigrationProgressed _ -> {}
      }
    }
    if (ended > 0) {
      dispatcher.dispatch();
    }
  }

  static UUID uuid(AttemptId attempt) {
    return UUID.fromString(attempt.value());
  }

  private void accepted(UUID attempt, MigrationAccepted accepted) {
    jdbc.sql(
            "update tenant_backfill set worker = :worker, incarnation = :incarnation,"
                + " accepted_at = coalesce(accepted_at, now()), leased_at = now()"
                + OURS)
        .param("worker", accepted.worker().worker().value())
        .param("incarnation", accepted.worker().incarnation())
        .param("attempt", attempt)
        .update();
  }

  private int answered(UUID attempt, CommandAnswered answered) {
    String json = answered.answer();
    if (json == null || !isOurs(attempt)) {
      return 0;
    }
    TenantBackfill answer = Json.read(json, TenantBackfill.class);
    return jdbc.sql(
            "update tenant_backfill set state = case when :done then 'DONE' else 'PENDING' end,"
                + " attempt = null, tries = 0, note = null, batches = :batches,"
                + " changed_rows = :rows, updated_at = now(),"
                + " ended_at = case when :done then now() end"
                + OURS)
        .param("done", answer.done())
        .param("batches", answer.batches())
        .param("rows", answer.rows())
        .param("attempt", attempt)
        .update();
  }

  private boolean isOurs(UUID attempt) {
    return jdbc.sql("select exists (select from tenant_backfill" + OURS + ")")
        .param("attempt", attempt)
        .query(Boolean.class)
        .single();
  }

  private int ended(UUID attempt, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Returned _ -> back(attempt, "its worker stopped", 0);
      case Outcome.Unknown(String message) -> back(attempt, message, 1);
      case Outcome.Failed failed ->
          failed.failure() == FailureKind.TRANSIENT || failed.failure() == FailureKind.TIMEOUT
              ? back(attempt, words(failed), 1)
              : failed(attempt, words(failed));
      case Outcome.Rejected rejected -> rejected(attempt, rejected);
      // What migrations end with; of a backfill nobody says so.
      case Outcome.Applied _, Outcome.AlreadyCurrent _ ->
          failed(attempt, "expected how far it came but got " + outcome);
    };
  }

  private int rejected(UUID attempt, Outcome.Rejected rejected) {
    Epoch fence = rejected.fence();
    if (rejected.reason() != RejectionReason.STALE_EPOCH || fence == null) {
      return failed(attempt, rejected.message());
    }
    raise(attempt, fence);
    return back(attempt, rejected.message(), 1);
  }

  private static String words(Outcome.Failed failed) {
    String script = failed.script();
    Integer line = failed.line();
    return Stream.of(
            failed.sqlState() == null ? "" : failed.sqlState(),
            script == null ? "" : line == null ? script : script + " line " + line,
            failed.message())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** To be sent again, later each time; a person is asked when it was tried often enough. */
  private int back(UUID attempt, String why, int tries) {
    return jdbc.sql(
            "update tenant_backfill set attempt = null, tries = tries + :tries, note = :why,"
                + " state = case when tries + :tries < :most then 'PENDING' else 'FAILED' end,"
                + " due_at = now() + make_interval(secs => :tries * power(2, tries)),"
                + " updated_at = now()"
                + OURS)
        .param("tries", tries)
        .param("most", TRIES)
        .param("why", why)
        .param("attempt", attempt)
        .update();
  }

  private int failed(UUID attempt, String why) {
    return jdbc.sql(
            "update tenant_backfill set attempt = null, state = 'FAILED', note = :why,"
                + " updated_at = now()"
                + OURS)
        .param("why", why)
        .param("attempt", attempt)
        .update();
  }

  /** The tenant has seen a later epoch than this store ever gave: number on from there. */
  private void raise(UUID attempt, Epoch fence) {
    jdbc.sql("update coordinator set generation = :next where generation < :seen")
        .param("next", Math.min(fence.generation() + 1, Short.MAX_VALUE))
        .param("seen", fence.generation())
        .update();
    jdbc.sql(
            "update tenant_backfill set epoch = greatest(epoch, :counter)"
                + OURS
                + " and (select generation from coordinator) = :generation")
        .param("counter", fence.counter())
        .param("generation", fence.generation())
        .param("attempt", attempt)
        .update();
  }
}
