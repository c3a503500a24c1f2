package dev.skein.coordinator.backfills;

import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.web.RefusedException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people ask of backfills; each verb may be pressed twice. A slice under way runs to its end,
 * and no further one is sent.
 */
@Component
class BackfillSteering {
  private final JdbcClient jdbc;
  private final BackfillQueries queries;
  private final Audit audit;

  BackfillSteering(JdbcClient jdbc, BackfillQueries queries, Audit audit) {
    this.jdbc = jdbc;
    this.queries = queries;
    this.audit = audit;
  }

  static RefusedException unknown(String name) {
    return RefusedException.missing(
        "expected a backfill that some tenant has but got \"%s\"".formatted(name));
  }

  /**
   * @param tenants only these, or none for the backfill as a whole
   * @return how many tenants changed
   */
  @Transactional
  int act(String name, List<String> tenants, Act act) {
    BackfillView known = queries.find(name).orElseThrow(() -> unknown(name));
    checkKnown(name, tenants);
    int changed =
        switch (act.verb()) {
          case "pause" -> pause(known, tenants, act);
          case "resume" -> resume(known, tenants);
          case "retry" -> retry(name, tenants);
          default ->
              throw RefusedException.missing(
                  "expected pause, resume or retry but got \"%s\"".formatted(act.verb()));
        };
    audit.done(
        act, changed == 0 ? "nothing was left to do" : "done: %d tenants".formatted(changed));
    return changed;
  }

  private void checkKnown(String name, List<String> tenants) {
    TreeSet<String> missing = new TreeSet<>(tenants);
    jdbc.sql("select tenant from tenant_backfill where name = :name and tenant = any (:tenants)")
        .param("name", name)
        .param("tenants", tenants.toArray(String[]::new))
        .query(String.class)
        .list()
        .forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw RefusedException.missing(
          "expected tenants that have backfill %s but not: %s"
              .formatted(name, missing.stream().limit(10).collect(Collectors.joining(", "))));
    }
  }

  private int pause(BackfillView known, List<String> tenants, Act act) {
    if (!tenants.isEmpty()) {
      return update(
          "paused = true", "state in ('PENDING', 'RUNNING') and not paused", known.name(), tenants);
    }
    int fresh =
        jdbc.sql(
                """
                insert into backfill_pause (name, reason, paused_by)
                values (:name, :reason, :who) on conflict do nothing
                """)
            .param("name", known.name())
            .param("reason", act.reason())
            .param("who", act.who())
            .update();
    return fresh == 0 ? 0 : known.pending() + known.running();
  }

  private int resume(BackfillView known, List<String> tenants) {
    if (!tenants.isEmpty() && known.paused()) {
      throw RefusedException.conflict(
          "expected backfill %s to be paused for single tenants but it is paused as a whole; resume"
                  .formatted(known.name())
              + " it without naming tenants");
    }
    int whole =
        tenants.isEmpty()
            ? jdbc.sql("delete from backfill_pause where name = :name")
                .param("name", known.name())
                .update()
            : 0;
    int single = update("paused = false", "paused", known.name(), tenants);
    return whole == 0 ? single : Math.max(single, known.pausedTenants() + known.running());
  }

  private int retry(String name, List<String> tenants) {
    return update(
        "state = 'PENDING', tries = 0, due_at = null, note = null",
        "state = 'FAILED'",
        name,
        tenants);
  }

  private int update(String what, String which, String name, List<String> tenants) {
    return jdbc.sql(
            "update tenant_backfill set updated_at = now(), "
                + what
                + " where name = :name and (:all or tenant = any (:tenants)) and "
                + which)
        .param("name", name)
        .param("all", tenants.isEmpty())
        .param("tenants", tenants.toArray(String[]::new))
        .update();
  }
}
