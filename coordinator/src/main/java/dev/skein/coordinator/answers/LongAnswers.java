package dev.skein.coordinator.answers;

import dev.skein.contracts.id.AnswerDigest;
import dev.skein.coordinator.web.RefusedException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Long answers in the store, by digest; one that many tenants give is kept once. */
@Component
public class LongAnswers {
  private final JdbcClient jdbc;

  LongAnswers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps an answer, for at least a day from now.
   *
   * @return whether it was new
   * @throws RefusedException for one that is no JSON
   */
  boolean put(AnswerDigest digest, byte[] json) {
    try {
      return jdbc.sql(
              """
              insert into long_answer (digest, body, bytes)
              values (:digest, convert_from(:json, 'UTF8')::json, :bytes)
              on conflict (digest) do update set put_at = now()
              returning xmax = 0
              """)
          .param("digest", digest.value())
          .param("json", json)
          .param("bytes", json.length)
          .query(Boolean.class)
          .single();
    } catch (DataIntegrityViolationException e) {
      throw RefusedException.invalid(
          "expected JSON as answer %s but got another".formatted(digest));
    }
  }

  /** Drops those that no survey holds, and that no report is still to come for. */
  public void forgetOld() {
    jdbc.sql(
            """
            delete from long_answer where put_at < now() - interval '1 day'
              and not exists (select from survey_tenant where answer_digest = digest)
            """)
        .update();
  }
}
