package dev.skein.coordinator.surveys;

import dev.skein.contracts.report.CommandAnswered;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationReport;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.coordinator.web.Json;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what tenants said. An answer to a question that was asked anew since is passed over. */
@Component
public class SurveyAnswers {
  /** What passes by itself is asked so often in all. */
  static final int TRIES = 3;

  private final JdbcClient jdbc;
  private final SurveyDispatcher dispatcher;
  private final BaselineRows baselines;

  SurveyAnswers(JdbcClient jdbc, SurveyDispatcher dispatcher, BaselineRows baselines) {
    this.jdbc = jdbc;
    this.baselines = baselines;
    this.dispatcher = dispatcher;
  }

  /** Reports of attempts that no rollout asked for; idempotent. */
  @Transactional
  public void on(List<MigrationReport> reports) {
    int changed = 0;
    for (MigrationReport report : reports) {
      UUID attempt = UUID.fromString(report.attempt().attempt().value());
      changed +=
          switch (report) {
            case CommandAnswered answered -> answered(attempt, answered);
            case TenantMigrationResult result -> ended(attempt, result.outcome());
            case MigrationAccepted _, MigrationStarted _, MigrationProgressed _ -> 0;
          };
    }
    if (changed > 0) {
      dispatcher.dispatch();
    }
  }

  private int answered(UUID attempt, CommandAnswered answered) {
    String answer = answered.answer();
    if (answer == null) {
      return answeredAtLength(attempt, answered);
    }
    int changed =
        jdbc.sql(
                """
                update survey_tenant set state = 'ANSWERED', answer = :answer::json
                where attempt = :attempt and state = 'ASKED'
                """)
            .param("answer", answer)
            .param("attempt", attempt)
            .update();
    if (changed > 0) {
      baselines.note(attempt, answered.attempt());
    }
    return changed;
  }

  /** The worker left the answer in the store before it reported, so that it is found there. */
  private int answeredAtLength(UUID attempt, CommandAnswered answered) {
    int changed =
        jdbc.sql(
                """
                update survey_tenant set state = 'ANSWERED', answer_digest = :digest
                where attempt = :attempt and state = 'ASKED'
                  and exists (select from long_answer where digest = :digest)
                """)
            .param("digest", answered.answerDigest())
            .param("attempt", attempt)
            .update();
    if (changed > 0) {
      baselines.note(attempt, answered.attempt());
      return changed;
    }
    return ended(
        attempt,
        new Outcome.Failed(
            FailureKind.FAILURE,
            null,
            null,
            null,
            null,
            "expected the answer in the message, or %s among those that workers left, but it is not there; ask again"
                .formatted(Objects.requireNonNullElse(answered.answerDigest(), "its digest")),
            null,
            false));
  }

  private int ended(UUID attempt, Outcome outcome) {
    boolean again =
        outcome instanceof Outcome.Returned
            || (outcome instanceof Outcome.Failed failed
                && failed.failure() == FailureKind.TRANSIENT);
    return jdbc.sql(
            """
            update survey_tenant set outcome = :outcome::json, attempt = null,
              state = case when :again and tries < :tries then 'WAITING' else 'UNANSWERED' end
            where attempt = :attempt and state = 'ASKED'
            """)
        .param("outcome", Json.write(outcome))
        .param("again", again)
        .param("tries", TRIES)
        .param("attempt", attempt)
        .update();
  }
}
