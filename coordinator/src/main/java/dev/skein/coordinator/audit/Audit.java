package dev.skein.coordinator.audit;

import dev.skein.coordinator.web.RefusedException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The audit trail. What was done is written in the transaction that did it, so that neither is
 * without the other; what was refused is written by itself, since its transaction is undone.
 */
@Component
public class Audit {
  private final JdbcClient jdbc;

  public Audit(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Within the caller's transaction. */
  public void done(Act act, String outcome) {
    write(act, outcome, false);
  }

  /** Does the work, which writes its own line, and writes one when it is refused. */
  public <T> T watch(Act act, Supplier<T> work) {
    try {
      return work.get();
    } catch (RefusedException e) {
      write(act, String.valueOf(e.getMessage()), true);
      throw e;
    }
  }

  private void write(Act act, String outcome, boolean refused) {
    jdbc.sql(
            """
            insert into audit (who, verb, subject, reason, outcome, refused)
            values (:who, :verb, :subject, :reason, :outcome, :refused)
            """)
        .param("who", act.who())
        .param("verb", act.verb())
        .param("subject", act.subject())
        .param("reason", act.reason())
        .param("outcome", outcome)
        .param("refused", refused)
        .update();
  }

  /**
   * The newest first.
   *
   * @param subject only of this, or empty
   * @param before the last id of the page before, or 0
   */
  List<AuditEntry> list(String subject, long before, int limit) {
    return jdbc.sql(
            """
            select * from audit
            where (:subject = '' or subject = :subject) and (:before = 0 or id < :before)
            order by id desc limit :limit
            """)
        .param("subject", subject)
        .param("before", before)
        .param("limit", limit)
        .query(
            (row, _) ->
                new AuditEntry(
                    row.getLong("id"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("who"),
                    row.getString("verb"),
                    row.getString("subject"),
                    row.getString("reason"),
                    row.getString("outcome"),
                    row.getBoolean("refused")))
        .list();
  }
}
