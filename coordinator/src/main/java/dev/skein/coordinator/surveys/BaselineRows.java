package dev.skein.coordinator.surveys;

import dev.skein.contracts.answer.BaselineResult;
import dev.skein.contracts.answer.TenantBaseline;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.AttemptRef;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.Json;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the store knows of a baseline beyond a survey. */
@Component
class BaselineRows {
  private final JdbcClient jdbc;
  private final Outbox outbox;

  BaselineRows(JdbcClient jdbc, Outbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  void expect(String survey, SchemaVersion version, @Nullable Fingerprint fingerprint) {
    jdbc.sql("update survey set version = :version, fingerprint = :fingerprint where id = :id")
        .param("version", version.value())
        .param("fingerprint", fingerprint == null ? null : fingerprint.toString())
        .param("id", survey)
        .update();
  }

  /** A rollout that holds one of the tenants, in words. */
  Optional<String> hold(List<String> tenants) {
    return jdbc.sql(
            """
            select rollout, min(tenant), count(*) from tenant_hold where tenant = any (:tenants)
            group by rollout order by count(*) desc, rollout limit 1
            """)
        .param("tenants", tenants.toArray(String[]::new))
        .query(
            (row, _) ->
                "rollout %s holds %d of them, as %s"
                    .formatted(row.getString(1), row.getInt(3), row.getString(2)))
        .optional();
  }

  /** Where a tenant stands now, unless a later attempt has its own word on that. */
  void note(UUID attempt, AttemptRef ref) {
    jdbc.sql(
            """
            select said.answer from survey_tenant join survey on survey.id = survey_tenant.survey
            join survey_said said
              on said.survey = survey_tenant.survey and said.tenant = survey_tenant.tenant
            where attempt = :attempt and kind = 'baseline'
            """)
        .param("attempt", attempt)
        .query(String.class)
        .optional()
        .ifPresent(answer -> note(ref, answer));
  }

  private void note(AttemptRef ref, String answer) {
    TenantBaseline baseline = Json.read(answer, TenantBaseline.class);
    SchemaVersion version = baseline.version();
    if (baseline.result() == BaselineResult.REFUSED || version == null) {
      return;
    }
    int changed =
        jdbc.sql(
                """
                update tenant set version = :version, revision = revision + 1, updated_at = now()
                where id = :tenant and epoch = :epoch and version is distinct from :version
                """)
            .param("version", version.value())
            .param("tenant", ref.tenant().value())
            .param("epoch", ref.epoch().counter())
            .update();
    if (changed > 0) {
      outbox.sendStates(List.of(ref.tenant()));
    }
  }
}
