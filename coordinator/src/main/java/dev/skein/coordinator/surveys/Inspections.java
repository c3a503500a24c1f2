package dev.skein.coordinator.surveys;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.coordinator.web.Json;
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

  /** What one tenant said; null where it could not. */
  public record Inspected(String tenant, @Nullable TenantInspection said) {}

  /** Asks at least one tenant, and gives the survey's id. */
  @Transactional
  public String ask(List<String> tenants) {
    String id =
        starter.start(
            new StartSurvey(
                SurveyKind.INSPECT,
                null,
                tenants,
                List.of(),
                Map.of(),
                null,
                Map.of(),
                List.of(InspectTenant.FINGERPRINT)));
    dispatcher.dispatch();
    return id;
  }

  /** By tenant, once all that will come has come; empty before. A forgotten survey has none. */
  public Optional<List<Inspected>> answers(String survey) {
    if (!rows.find(survey).map(SurveyView::done).orElse(true)) {
      return Optional.empty();
    }
    return Optional.of(
        jdbc.sql("select tenant, answer from survey_tenant where survey = :survey order by tenant")
            .param("survey", survey)
            .query((row, _) -> inspected(row.getString("tenant"), row.getString("answer")))
            .list());
  }

  private static Inspected inspected(String tenant, @Nullable String answer) {
    return new Inspected(tenant, answer == null ? null : Json.read(answer, TenantInspection.class));
  }
}
