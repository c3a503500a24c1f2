package dev.skein.coordinator.surveys;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.web.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks after what nobody announces: workers that come back, and questions nobody answers. */
@Component
class SurveyTicker {
  private final JdbcClient jdbc;
  private final SurveyDispatcher dispatcher;
  private final double lease;

  SurveyTicker(JdbcClient jdbc, SurveyDispatcher dispatcher, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.dispatcher = dispatcher;
    this.lease = properties.lease().toMillis() / 1000.0;
  }

  @Scheduled(fixedDelayString = "#{@tick.toMillis()}")
  void look() {
    Boolean open =
        jdbc.sql("select exists (select from survey_tenant where state in ('WAITING', 'ASKED'))")
            .query(Boolean.class)
            .single();
    if (Boolean.TRUE.equals(open)) {
      askAgain();
      giveUp();
      dispatcher.dispatch();
    }
  }

  /** The worker that was asked is gone, or what it said was lost. */
  private void askAgain() {
    jdbc.sql(
            """
            update survey_tenant set attempt = null, outcome = :outcome::json,
              state = case when tries < :tries then 'WAITING' else 'UNANSWERED' end
            from survey where survey.id = survey_tenant.survey and survey_tenant.state = 'ASKED'
              and survey_tenant.asked_at
                < now() - make_interval(secs => survey.limit_seconds + :lease)
            """)
        .param("outcome", why("no worker answered within the time limit and a lease"))
        .param("tries", SurveyAnswers.TRIES)
        .param("lease", lease)
        .update();
  }

  private void giveUp() {
    jdbc.sql(
            """
            update survey_tenant set state = 'UNANSWERED', outcome = :outcome::json
            from survey where survey.id = survey_tenant.survey and survey_tenant.state = 'WAITING'
              and survey.asked_at < now() - make_interval(secs => 2 * :lease)
              and not exists (
                select from worker_shard join worker on worker.id = worker_shard.worker
                where worker_shard.shard = survey_tenant.shard and not worker.stopping
                  and worker.seen_at > now() - make_interval(secs => :lease))
            """)
        .param("outcome", why("no live worker serves the tenant's shard; start one and ask again"))
        .param("lease", lease)
        .update();
  }

  private static String why(String message) {
    return Json.write(
        new Outcome.Failed(FailureKind.TRANSIENT, null, null, null, null, message, null, false));
  }
}
