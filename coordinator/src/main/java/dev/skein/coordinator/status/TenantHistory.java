package dev.skein.coordinator.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happened to one tenant in every rollout and baseline, also in those that never sent it. Each
 * is found by its key: work grows with the rollouts, not with the fleet.
 */
@Component
class TenantHistory {
  private static final int MOST = 100;

  private final JdbcClient jdbc;

  TenantHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param what {@code rollout} or {@code baseline}
   * @param release the release's name; null for a baseline at a version
   * @param version that it brings, or null
   * @param state the tenant's, in lower case
   * @param attempts how often it was sent
   * @param why it failed, was blocked or left out, or null
   * @param cluster of its failure, or null
   * @param startedAt when the rollout was started, or the baseline asked for
   * @param updatedAt when the tenant's state was noted; null for a baseline
   */
  record Entry(
      String what,
      String id,
      @Nullable String release,
      @Nullable String version,
      @Nullable Integer wave,
      String state,
      int attempts,
      @Nullable String why,
      @Nullable String cluster,
      Instant startedAt,
      @Nullable Instant updatedAt) {}

  /** The newest first. */
  List<Entry> of(String tenant) {
    return jdbc.sql(
            """
            (select 'rollout' as what, rollout.id, release.name as release,
                release.head as version, slot.wave,
                lower(replace(slot.state, '_', '-')) as state, slot.attempts,
                case when slot.state in ('FAILED_CLEAN', 'FAILED_PARTIAL', 'UNKNOWN',
                    'WAITING_RETRY')
                  then concat_ws(' ', slot.sqlstate, slot.script, slot.message)
                  else slot.note end as why,
                case when slot.failure is not null then slot.cluster end as cluster,
                rollout.started_at, slot.updated_at
              from rollout join release on release.digest = rollout.release
              cross join lateral (select * from rollout_tenant
                where rollout_tenant.rollout = rollout.id and tenant = :tenant) slot
              order by rollout.number desc limit :limit)
            union all
            (select 'baseline', survey.id, release.name, survey.version, null,
                lower(replace(coalesce(asked.answer ->> 'result', asked.state), '_', '-')),
                asked.tries,
                coalesce(asked.answer -> 'refusal' ->> 'message', asked.outcome ->> 'message'),
                null,
                survey.asked_at, null
              from survey left join release on release.digest = survey.release
              cross join lateral (select * from survey_said
                where survey_said.survey = survey.id and tenant = :tenant) asked
              where survey.kind = 'baseline'
              order by survey.number desc limit :limit)
            order by started_at desc limit :limit
            """)
        .param("tenant", tenant)
        .param("limit", MOST)
        .query(
            (row, _) ->
                new Entry(
                    row.getString("what"),
                    row.getString("id"),
                    row.getString("release"),
                    row.getString("version"),
                    row.getObject("wave", Integer.class),
                    row.getString("state"),
                    row.getInt("attempts"),
                    row.getString("why"),
                    row.getString("cluster"),
                    StatusQueries.instant(row, "started_at"),
                    StatusQueries.optionalInstant(row, "updated_at")))
        .list();
  }
}
