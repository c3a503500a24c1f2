package dev.skein.coordinator.surveys;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.report.Outcome;
import dev.skein.coordinator.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks tenants for their fingerprints on the coordinator's own behalf. */
@Component
public class Inspections {
  private final SurveyStarter starter;
  private final SurveyDispatcher dispatcher;
  private final SurveyRows rows;
  private final JdbcClient jdbc;

  Inspections(
      SurveyStarter starter, SurveyDispatcher dispatcher, SurveyRows rows, JdbcClient jdbc) {
    this.starter = starter;
    this.dispatcher = dispatcher;
    this.rows = rows;
    this.jdbc = jdbc;
  }

  /**
   * What one tenant said.
   *
   * @param said null where it could not
   * @param why it could not; else empty
   */
  public record Inspected(
      String tenant, String shard, @Nullable TenantInspection said, String why) {}

  /**
   * How far a survey is.
   *
   * @param ended tenants that have answered, or cannot
   * @param attention what keeps it from going on
   */
  public record Progress(int tenants, int ended, List<String> attention) {}

  /** Asks at least one tenant for its fingerprint, and gives the survey's id. */
  @Transactional
  public String ask(List<String> tenants) {
    return ask(tenants, List.of(), Map.of(), List.of(InspectTenant.FINGERPRINT));
  }

  /**
   * Asks the tenants that fit, as a survey over HTTP does, and gives the survey's id.
   *
   * @param facts of {@link InspectTenant}
   */
  @Transactional
  public String ask(
      List<String> tenants, List<String> shards, Map<String, String> labels, List<String> facts) {
    String id =
        starter.start(
            new StartSurvey(
                SurveyKind.INSPECT, null, tenants, shards, labels, null, Map.of(), facts));
    dispatcher.dispatch();
    return id;
  }

  /** Empty where the survey is forgotten. */
  public Optional<Progress> progress(String survey) {
    return rows.find(survey)
        .map(
            view ->
                new Progress(
                    view.tenants(), view.answered() + view.unanswered(), view.attention()));
  }

  /** Whether all has come that will come; of a forgotten survey, nothing will. */
  public boolean isDone(String survey) {
    return rows.find(survey).map(SurveyView::done).orElse(true);
  }

  /** By tenant, once all that will come has come; empty before. A forgotten survey has none. */
  public Optional<List<Inspected>> answers(String survey) {
    if (!isDone(survey)) {
      return Optional.empty();
    }
    return Optional.of(
        jdbc.sql("select * from survey_said where survey = :survey order by tenant")
            .param("survey", survey)
            .query((row, _) -> inspected(row))
            .list());
  }

  /** What one tenant of a survey said; a catalog is long, and one is in memory at a time. */
  public Optional<Inspected> answer(String survey, String tenant) {
    return jdbc.sql("select * from survey_said where survey = :survey and tenant = :tenant")
        .param("survey", survey)
        .param("tenant", tenant)
        .query((row, _) -> inspected(row))
        .optional();
  }

  private static Inspected inspected(ResultSet row) throws SQLException {
    String answer = row.getString("answer");
    return new Inspected(
        row.getString("tenant"),
        row.getString("shard"),
        answer == null ? null : Json.read(answer, TenantInspection.class),
        answer == null ? why(row.getString("outcome")) : "");
  }

  private static String why(@Nullable String outcome) {
    if (outcome == null) {
      return "it did not answer";
    }
    return switch (Json.read(outcome, Outcome.class)) {
      case Outcome.Failed failed ->
          failed.sqlState() == null ? failed.message() : failed.sqlState() + " " + failed.message();
      case Outcome.Rejected rejected -> rejected.message();
      case Outcome.Unknown unknown -> unknown.message();
      case Outcome.Applied _, Outcome.AlreadyCurrent _, Outcome.Returned _ -> "it did not answer";
    };
  }
}
