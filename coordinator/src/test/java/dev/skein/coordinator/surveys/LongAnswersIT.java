package dev.skein.coordinator.surveys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.id.WorkerId;
import dev.skein.contracts.report.AttemptRef;
import dev.skein.contracts.report.CommandAnswered;
import dev.skein.contracts.report.WorkerRef;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.TestStore;
import dev.skein.coordinator.answers.LongAnswers;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers that came by digest, over a real store. */
class LongAnswersIT {
  private static final int MIB = 1024 * 1024;

  private final PGSimpleDataSource store = TestStore.fresh();
  private final JdbcClient jdbc = JdbcClient.create(store);
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final SurveyAnswers answers;
  private final SurveyRows rows;

  LongAnswersIT() {
    context.registerBean(JdbcClient.class, () -> jdbc);
    context.registerBean(
        CoordinatorProperties.class,
        () ->
            new CoordinatorProperties(
                "a-token-of-enough-length",
                "k:1",
                (short) 1,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofHours(1)));
    context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(store));
    ClassPathBeanDefinitionScanner outbox = new ClassPathBeanDefinitionScanner(context, false);
    outbox.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*[.]Outbox(Signal)?")));
    outbox.scan(Outbox.class.getPackageName());
    context.register(
        LongAnswers.class,
        SurveyAnswers.class,
        SurveyDispatcher.class,
        SurveyRows.class,
        BaselineRows.class);
    context.refresh();
    answers = context.getBean(SurveyAnswers.class);
    rows = context.getBean(SurveyRows.class);
  }

  @BeforeEach
  void fill() {
    jdbc.sql("insert into shard (id) values ('s1')").update();
    jdbc.sql("insert into survey (id, kind, limit_seconds) values ('s', 'inspect', 60)").update();
  }

  @AfterEach
  void close() {
    context.close();
  }

  private UUID ask(String tenant) {
    UUID attempt = UUID.randomUUID();
    jdbc.sql(
            """
            insert into tenant (id, shard, database_name, schema_name)
            values (:tenant, 's1', :tenant, 'public')
            """)
        .param("tenant", tenant)
        .update();
    jdbc.sql(
            """
            insert into survey_tenant (survey, tenant, shard, state, tries, attempt, asked_at)
            values ('s', :tenant, 's1', 'ASKED', 1, :attempt, now())
            """)
        .param("tenant", tenant)
        .param("attempt", attempt)
        .update();
    return attempt;
  }

  private void keep(String digest, int length) {
    jdbc.sql(
            """
            insert into long_answer (digest, body, bytes)
            values (:digest, to_json(repeat('x', :length - 2)), :length)
            """)
        .param("digest", digest)
        .param("length", length)
        .update();
  }

  private void answer(String tenant, UUID attempt, @Nullable String digest) {
    answers.on(
        List.of(
            new CommandAnswered(
                new AttemptRef(
                    null,
                    new TenantId(tenant),
                    new ShardId("s1"),
                    new AttemptId(attempt.toString()),
                    new Epoch(1, 1)),
                new WorkerRef(new WorkerId("w1"), "i1"),
                Instant.now(),
                null,
                digest,
                MIB)));
  }

  private List<String> kept() {
    return jdbc.sql("select digest from long_answer order by digest")
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void anAnswerByDigestReadsAsOneInTheMessage() {
    keep("d1", MIB);
    UUID attempt = ask("acme");

    answer("acme", attempt, "d1");
    answer("acme", attempt, "d1");

    TenantAnswer told = rows.answers("s", null, "", 10).items().getFirst();
    assertThat(told.state()).isEqualTo("answered");
    assertThat(told.answer()).hasSize(MIB).startsWith("\"xx");
  }

  @Test
  void anAnswerThatIsNotThereFailsItsTenantAndNobodyElse() {
    keep("d1", MIB);
    UUID lost = ask("acme");
    UUID nothing = ask("bell");
    UUID well = ask("city");

    answer("acme", lost, "d2");
    answer("bell", nothing, null);
    answer("city", well, "d1");

    List<TenantAnswer> told = rows.answers("s", null, "", 10).items();
    assertThat(told)
        .extracting(TenantAnswer::state)
        .containsExactly("unanswered", "unanswered", "answered");
    assertThat(String.valueOf(told.getFirst().outcome())).contains("d2", "it is not there");
  }

  @Test
  void aPageEndsEarlyWhereAnswersAreLong() {
    keep("d", 5 * MIB);
    for (String tenant : List.of("t1", "t2", "t3", "t4", "t5")) {
      answer(tenant, ask(tenant), "d");
    }

    Page<TenantAnswer> first = rows.answers("s", "answered", "", 3);
    Page<TenantAnswer> second = rows.answers("s", "answered", "t2", 3);
    Page<TenantAnswer> third = rows.answers("s", "answered", "t4", 3);

    assertThat(List.of(first, second, third))
        .extracting(Page::next)
        .containsExactly("t2", "t4", null);
    assertThat(first.items()).hasSize(2);
    assertThat(third.items()).extracting(TenantAnswer::tenant).containsExactly("t5");
  }

  @Test
  void aPageIsFullAndNamesTheNextOne() {
    List.of("t1", "t2", "t3").forEach(this::ask);

    assertThat(rows.answers("s", null, "", 2).next()).isEqualTo("t2");
    assertThat(rows.answers("s", null, "", 3).next()).isNull();
    assertThat(rows.answers("s", null, "t3", 3).items()).isEmpty();
  }

  @Test
  void whatNobodyHoldsIsForgottenAfterADay() {
    List.of("held", "old", "young").forEach(digest -> keep(digest, 100));
    answer("acme", ask("acme"), "held");
    jdbc.sql("update long_answer set put_at = now() - interval '25 hours' where digest <> 'young'")
        .update();

    rows.forgetOld();

    assertThat(kept()).containsExactly("held", "young");
  }
}
