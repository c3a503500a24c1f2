package dev.skein.coordinator.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.TestStore;
import dev.skein.coordinator.registry.Arrivals;
import dev.skein.coordinator.rollouts.JoinRows.Joined;
import dev.skein.rollout.join.Met;
import dev.skein.rollout.state.RolloutState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which rollouts a tenant that joined meets, over a real store. */
class JoinRowsIT {
  private static final String ALL = "{\"shards\": [], \"labels\": {}}";
  private static final String HERE = "{\"shards\": [\"s1\"], \"labels\": {}}";
  private static final String THERE = "{\"shards\": [\"s2\"], \"labels\": {}}";
  private static final String GOLD = "{\"shards\": [], \"labels\": {\"tier\": \"gold\"}}";
  private static final String WELL = "{\"counts\": {\"SUCCEEDED\": 1}}";

  private final JdbcClient jdbc = JdbcClient.create(TestStore.fresh());
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final JoinRows rows;

  JoinRowsIT() {
    context.registerBean(JdbcClient.class, () -> jdbc);
    context.register(Arrivals.class, JoinRows.class);
    context.refresh();
    rows = context.getBean(JoinRows.class);
  }

  @BeforeEach
  void fill() {
    jdbc.sql("insert into shard (id) values ('s1'), ('s2')").update();
    for (int version = 1; version <= 4; version++) {
      jdbc.sql(
              """
              insert into release (digest, name, head, scripts, manifest, archive)
              values ('d' || :version, :version, :version, 1, '{}', '')
              """)
          .param("version", String.valueOf(version))
          .update();
    }
    tenant("acme", "s1", "{}");
    context.getBean(Arrivals.class).note(List.of(new TenantId("acme")));
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void tenant(String id, String shard, String labels) {
    jdbc.sql(
            """
            insert into tenant (id, shard, database_name, schema_name, labels)
            values (:id, :shard, :id, 'public', :labels::jsonb)
            """)
        .param("id", id)
        .param("shard", shard)
        .param("labels", labels)
        .update();
  }

  /** Of one wave; the number is that of its release's version too. */
  private RolloutId rollout(
      int number, RolloutState state, String aims, String wave, String tally) {
    RolloutId id = new RolloutId("r%d-aaaa".formatted(number));
    jdbc.sql(
            """
            insert into rollout (id, number, release, policy, state, current_wave, target_digest,
              aims) values (:id, :number, 'd' || :number, '{}', :state, 0, '', :aims::jsonb)
            """)
        .param("id", id.value())
        .param("number", number)
        .param("state", state.name())
        .param("aims", aims.isEmpty() ? null : aims)
        .update();
    jdbc.sql(
            """
            insert into rollout_wave (rollout, wave, state, tally, allowance, credit)
            values (:id, 0, :state, :tally::jsonb, 1, 0)
            """)
        .param("id", id.value())
        .param("state", wave)
        .param("tally", tally)
        .update();
    return id;
  }

  private RolloutId completed(int number, String aims) {
    return rollout(number, RolloutState.COMPLETED, aims, "PASSED", WELL);
  }

  private void target(RolloutId rollout, String tenant) {
    jdbc.sql(
            """
            insert into rollout_tenant (rollout, tenant, shard, wave, position, state)
            values (:rollout, :tenant, 's1', 0, 0, 'SUCCEEDED')
            """)
        .param("rollout", rollout.value())
        .param("tenant", tenant)
        .update();
  }

  private List<Met> met() {
    return rows.joined().stream().map(Joined::met).findFirst().orElse(List.of());
  }

  @Test
  void nothingIsMetWhereOnlyNamesWereAimedAt() {
    completed(1, "");
    assertThat(met()).isEmpty();
    assertThat(rows.inputs().newest()).isPositive();
    assertThat(rows.inputs().rollouts()).isEmpty();
  }

  @Test
  void ofThoseAimedAlikeTheLastThatCameThroughIsMetAndEveryLiveOne() {
    completed(1, ALL);
    RolloutId last = completed(2, ALL);
    rollout(3, RolloutState.ABORTED, ALL, "RUNNING", WELL);
    RolloutId live = rollout(4, RolloutState.PAUSED, ALL, "RUNNING", WELL);
    assertThat(met())
        .containsExactly(
            new Met(live, RolloutState.PAUSED, new SchemaVersion("4"), false),
            new Met(last, RolloutState.COMPLETED, new SchemaVersion("2"), false));
    assertThat(rows.inputs().rollouts()).containsExactly(last + " COMPLETED", live + " PAUSED");
  }

  @Test
  void whatNobodyCameThroughIsNotMet() {
    rollout(1, RolloutState.COMPLETED, ALL, "PASSED", "{\"counts\": {\"SKIPPED\": 3}}");
    assertThat(met()).isEmpty();
  }

  @Test
  void whatPassedItsWavesWithExceptionsIsMetAndWhatWasAcceptedAfterAHaltIsNot() {
    RolloutId passed = rollout(1, RolloutState.COMPLETED_WITH_EXCEPTIONS, ALL, "PASSED", WELL);
    rollout(2, RolloutState.COMPLETED_WITH_EXCEPTIONS, ALL, "FAILED", WELL);
    assertThat(met()).extracting(Met::rollout).containsExactly(passed);
  }

  @Test
  void aTenantMeetsWhatIsAimedAtItsShardAndLabels() {
    tenant("hooli", "s2", "{\"tier\": \"gold\", \"region\": \"eu\"}");
    context.getBean(Arrivals.class).note(List.of(new TenantId("hooli")));
    RolloutId here = completed(1, HERE);
    RolloutId there = completed(2, THERE);
    RolloutId gold = completed(3, GOLD);
    assertThat(rows.joined())
        .extracting(Joined::tenant, joined -> joined.met().stream().map(Met::rollout).toList())
        .containsExactly(
            tuple(new TenantId("acme"), List.of(here)),
            tuple(new TenantId("hooli"), List.of(gold, there)));
  }

  @Test
  void itHadWhatItIsATargetOfAndWhatItCaughtUpWith() {
    RolloutId frozen = completed(1, HERE);
    target(frozen, "acme");
    RolloutId joined = completed(2, ALL);
    RolloutId catchUp = completed(3, "");
    rows.catchesUp(catchUp, joined);
    assertThat(met()).extracting(Met::had).containsExactly(false, true);
    target(catchUp, "acme");
    assertThat(met()).extracting(Met::had).containsExactly(true, true);
  }

  @Test
  void whoCaughtUpWithWhatIsTakenBackIsLookedAtAnew() {
    RolloutId taken = completed(1, ALL);
    RolloutId catchUp = completed(2, "");
    rows.catchesUp(catchUp, taken);
    target(catchUp, "acme");
    rows.settled(List.of(new TenantId("acme")));
    assertThat(rows.inputs().newest()).isZero();

    RolloutId back = rollout(3, RolloutState.RUNNING, "", "RUNNING", WELL);
    jdbc.sql("update rollout set state = 'COMPENSATING' where id = 'r1-aaaa'").update();
    rows.takenBack(taken, back);
    assertThat(met())
        .containsExactly(new Met(back, RolloutState.RUNNING, new SchemaVersion("3"), false));
  }

  @Test
  void whyItWaitsIsForgottenWhereNothingIsAimedAtItAnyMore() {
    rows.wait(List.of(new TenantId("acme")), "it is held");
    rows.waitNot(List.of(new TenantId("acme")));
    assertThat(why()).containsExactly("it is held");
    rows.waitNot(List.of());
    assertThat(why()).isEmpty();
  }

  private List<String> why() {
    return jdbc.sql("select why from joined where why is not null")
        .query((row, _) -> row.getString(1))
        .list();
  }
}
