package dev.skein.coordinator.surveys;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.command.AttemptOrder;
import dev.skein.contracts.command.BaselineTenant;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.command.PlanTenant;
import dev.skein.contracts.command.RehearseTenant;
import dev.skein.contracts.command.ReleaseOrder;
import dev.skein.contracts.command.TenantCommand;
import dev.skein.contracts.command.TenantTarget;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks as many tenants of each shard as its live workers can take, whoever waits longest first. */
@Component
class SurveyDispatcher {
  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final CoordinatorProperties properties;

  SurveyDispatcher(JdbcClient jdbc, Outbox outbox, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.properties = properties;
  }

  /** A question for one tenant. */
  private record Question(String topic, TenantCommand command) {}

  @Transactional
  public void dispatch() {
    List<Question> questions =
        jdbc.sql(
                """
                with room as (
                  select shard.id as shard, 2 * live.concurrency - (
                      select count(*) from survey_tenant
                      where survey_tenant.shard = shard.id and state = 'ASKED') as room
                  from shard cross join lateral (
                    select coalesce(max(worker_shard.concurrency), 0) as concurrency
                    from worker_shard join worker on worker.id = worker_shard.worker
                    where worker_shard.shard = shard.id and not worker.stopping
                      and worker.seen_at > now() - make_interval(secs => :lease)) live
                  where exists (select from survey_tenant
                    where survey_tenant.shard = shard.id and state = 'WAITING')),
                chosen as (
                  select queued.survey, queued.tenant from room cross join lateral (
                    select survey, tenant from survey_tenant
                    where shard = room.shard and state = 'WAITING'
                    order by tries, survey, tenant limit greatest(room.room, 0)
                    for update skip locked) queued),
                asked as (
                  update survey_tenant set state = 'ASKED', attempt = gen_random_uuid(),
                    tries = tries + 1, asked_at = now()
                  from chosen where survey_tenant.survey = chosen.survey
                    and survey_tenant.tenant = chosen.tenant
                  returning survey_tenant.*),
                raised as (
                  update tenant set epoch = tenant.epoch + 1
                  from asked join survey on survey.id = asked.survey and survey.kind = 'baseline'
                  where tenant.id = asked.tenant
                  returning tenant.id, tenant.epoch)
                select asked.attempt, asked.tries, survey.kind, survey.environment,
                  survey.placeholders, survey.facts, survey.limit_seconds,
                  survey.version as at_version, survey.fingerprint,
                  coalesce((select epoch from raised where raised.id = tenant.id),
                    tenant.epoch + 1) as given,
                  tenant.*, release.digest, release.name, release.head,
                  (select generation from coordinator) as generation,
                  exists (select from tenant other where other.shard = tenant.shard
                     and other.database_name = tenant.database_name
                     and other.schema_name <> tenant.schema_name) as shares_database
                from asked join survey on survey.id = asked.survey
                  join tenant on tenant.id = asked.tenant
                  left join release on release.digest = survey.release
                """)
            .param("lease", properties.lease().toMillis() / 1000.0)
            .query((row, _) -> question(row))
            .list();
    outbox.send(
        questions.stream()
            .map(question -> new Outbox.Outgoing(question.topic(), question.command(), null))
            .toList());
  }

  private static Question question(ResultSet row) throws SQLException {
    TenantTarget target =
        new TenantTarget(
            new TenantId(row.getString("id")),
            new ShardId(row.getString("shard")),
            row.getString("database_name"),
            row.getString("schema_name"),
            Json.texts(row.getString("labels")),
            row.getBoolean("shares_database"));
    AttemptOrder order =
        new AttemptOrder(
            null,
            new AttemptId(row.getString("attempt")),
            row.getInt("tries"),
            // What the next attempt would bear; what only asks does not use it up.
            new Epoch(row.getInt("generation"), row.getLong("given")),
            Duration.ofSeconds(row.getInt("limit_seconds")),
            null);
    TenantCommand command =
        switch (SurveyKind.of(row.getString("kind"))) {
          case PLAN -> new PlanTenant(target, order, release(row));
          case REHEARSE -> new RehearseTenant(target, order, release(row));
          case INSPECT ->
              new InspectTenant(
                  target, order, List.of(Json.read(row.getString("facts"), String[].class)));
          case BASELINE ->
              new BaselineTenant(
                  target,
                  order,
                  release(row),
                  new SchemaVersion(row.getString("at_version")),
                  fingerprint(row.getString("fingerprint")));
        };
    return new Question(Topics.migrations(target.shard()), command);
  }

  private static ReleaseOrder release(ResultSet row) throws SQLException {
    return new ReleaseOrder(
        new ReleaseDigest(row.getString("digest")),
        new ReleaseName(row.getString("name")),
        version(row.getString("version")),
        version(row.getString("head")),
        row.getString("environment"),
        Json.texts(row.getString("placeholders")));
  }

  private static @Nullable SchemaVersion version(@Nullable String text) {
    return text == null ? null : new SchemaVersion(text);
  }

  private static @Nullable Fingerprint fingerprint(@Nullable String text) {
    return text == null ? null : Fingerprint.parse(text);
  }
}
