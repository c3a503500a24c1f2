package dev.skein.coordinator.surveys;

import dev.skein.coordinator.answers.LongAnswers;
import dev.skein.coordinator.web.Json;
import dev.skein.coordinator.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Surveys in the store, as they are started and looked at. */
@Component
class SurveyRows {
  private static final int KEPT = 50;

  /** Of a page's answers, but for the last one. */
  private static final long PAGE_BYTES = 8L * 1024 * 1024;

  private final JdbcClient jdbc;
  private final LongAnswers longAnswers;

  SurveyRows(JdbcClient jdbc, LongAnswers longAnswers) {
    this.jdbc = jdbc;
    this.longAnswers = longAnswers;
  }

  List<String> targets(StartSurvey request) {
    return jdbc.sql(
            """
            select id from tenant
            where (:all or id = any (:tenants))
              and (:anywhere or shard = any (:shards)) and labels @> :labels::jsonb
            order by id
            """)
        .param("all", request.tenants().isEmpty())
        .param("tenants", request.tenants().toArray(String[]::new))
        .param("anywhere", request.shards().isEmpty())
        .param("shards", request.shards().toArray(String[]::new))
        .param("labels", Json.write(request.labels()))
        .query((row, _) -> row.getString(1))
        .list();
  }

  void insert(
      String id, StartSurvey request, SurveyKind kind, @Nullable String release, Duration limit) {
    jdbc.sql(
            """
            insert into survey (id, kind, release, environment, placeholders, facts, limit_seconds)
            values (:id, :kind, :release, :environment, :placeholders::jsonb, :facts::jsonb, :limit)
            """)
        .param("id", id)
        .param("kind", kind.text())
        .param("release", release)
        .param("environment", request.environment())
        .param("placeholders", Json.write(request.placeholders()))
        .param("facts", Json.write(request.facts()))
        .param("limit", limit.toSeconds())
        .update();
  }

  void insertTenants(String survey, List<String> tenants) {
    jdbc.sql(
            """
            insert into survey_tenant (survey, tenant, shard)
            select :survey, id, shard from tenant where id = any (:tenants)
            """)
        .param("survey", survey)
        .param("tenants", tenants.toArray(String[]::new))
        .update();
  }

  /** What was asked long ago is asked anew, not looked up. */
  void forgetOld() {
    jdbc.sql(
            """
            delete from survey
            where number <= (select max(number) from survey) - :kept
              and not exists (select from survey_tenant
                where survey = survey.id and state in ('WAITING', 'ASKED'))
            """)
        .param("kept", KEPT)
        .update();
    longAnswers.forgetOld();
  }

  Optional<SurveyView> find(String id) {
    return jdbc.sql(
            """
            select survey.*, release.name as release_name, counts.*
            from survey left join release on release.digest = survey.release
            cross join lateral (
              select count(*) as tenants,
                count(*) filter (where state = 'WAITING') as waiting,
                count(*) filter (where state = 'ASKED') as asked,
                count(*) filter (where state = 'ANSWERED') as answered,
                count(*) filter (where state = 'UNANSWERED') as unanswered
              from survey_tenant where survey = survey.id) counts
            where survey.id = :id
            """)
        .param("id", id)
        .query((row, _) -> view(row))
        .optional();
  }

  private SurveyView view(ResultSet row) throws SQLException {
    int waiting = row.getInt("waiting");
    int asked = row.getInt("asked");
    return new SurveyView(
        row.getString("id"),
        row.getString("kind"),
        row.getString("release_name"),
        row.getString("release"),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        row.getInt("tenants"),
        waiting,
        asked,
        row.getInt("answered"),
        row.getInt("unanswered"),
        waiting + asked == 0,
        waiting == 0 ? List.of() : unserved(row.getString("id")));
  }

  private List<String> unserved(String survey) {
    return jdbc.sql(
            """
            select shard, count(*) from survey_tenant
            where survey = :survey and state = 'WAITING' and not exists (
              select from worker_shard join worker on worker.id = worker_shard.worker
              where worker_shard.shard = survey_tenant.shard and not worker.stopping
                and worker.seen_at > now() - interval '1 minute')
            group by shard order by shard
            """)
        .param("survey", survey)
        .query(
            (row, _) ->
                "no live worker serves shard %s; %d tenants wait"
                    .formatted(row.getString(1), row.getInt(2)))
        .list();
  }

  /**
   * By tenant, behind the tenant {@code after}. A page ends early where answers are long: it is in
   * memory as a whole.
   */
  Page<TenantAnswer> answers(String survey, @Nullable String state, String after, int limit) {
    List<Row> rows =
        jdbc.sql(
                """
                select * from (
                  select *, count(*) over () as found,
                    sum(answer_bytes) over (order by tenant) - answer_bytes as bytes_before
                  from (
                    select * from survey_said
                    where survey = :survey and tenant > :after and (:any or state = :state)
                    order by tenant limit :limit + 1) asked) counted
                where bytes_before < :most
                order by tenant limit :limit
                """)
            .param("survey", survey)
            .param("after", after)
            .param("any", state == null)
            .param("state", state == null ? "" : state.toUpperCase(Locale.ROOT))
            .param("limit", limit)
            .param("most", PAGE_BYTES)
            .query((row, _) -> new Row(answer(row), row.getInt("found")))
            .list();
    List<TenantAnswer> items = rows.stream().map(Row::answer).toList();
    boolean more = !rows.isEmpty() && rows.getFirst().found() > rows.size();
    return new Page<>(items, more ? items.getLast().tenant() : null);
  }

  /**
   * @param found how many there are from here on, up to one more than the page's limit
   */
  private record Row(TenantAnswer answer, int found) {}

  private static TenantAnswer answer(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new TenantAnswer(
        row.getString("tenant"),
        row.getString("shard"),
        row.getString("state").toLowerCase(Locale.ROOT),
        row.getString("answer"),
        outcome == null ? null : Json.read(outcome, JsonNode.class));
  }
}
