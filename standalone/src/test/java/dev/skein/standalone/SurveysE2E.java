package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.CoordinatorRefusedException;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.SurveyRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.answer.AnswerLimits;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.release.bundle.ReleaseBundle;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Questions to tenants, from the command line to the tenant's server and back. */
class SurveysE2E {
  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  private Command.Run skein(String... args) {
    return new Command(platform).run(args);
  }

  private void rollOut(ReleaseBundle bundle, Fleet fleet) {
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
  }

  @Test
  void aPlanAsksEveryTenantAndChangesNone() {
    Fleet fleet = Fleet.create(client, 30, "main-1", "main-2");
    rollOut(TestRelease.versions(2).bundle(), fleet);
    fleet.run(
        fleet.tenants().get(3),
        "update flyway_schema_history set checksum = 1 where version = '2'");
    ReleaseBundle next =
        TestRelease.versions(2)
            .version(3, "create table more (id int);")
            .file("V4__index.sql", "create index concurrently more_id on more (id);")
            .bundle();
    client.publish(next.toArchive());

    Command.Run plan =
        skein("plan", next.name().value(), "--tenants", String.join(",", fleet.tenants()));

    assertThat(plan.code()).as(plan.text()).isEqualTo(2);
    assertThat(plan.text())
        .contains("for 30 tenants", "29 tenants at version 2: 2 scripts pending")
        .contains("V4__index.sql  (outside a transaction)")
        .contains("would refuse 1 tenant: V2__step.sql: expected checksum 1")
        .contains(fleet.tenants().get(3));
    assertThat(fleet.tenants())
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1}"));
    assertThat(client.tenant(fleet.tenants().getFirst()).version()).isEqualTo("2");
  }

  @Test
  void aTenantThatCannotBeReachedIsNamedAndTheOthersAnswer() {
    Fleet fleet = Fleet.create(client, 2, "main-1", "bad-password");
    ReleaseBundle release = TestRelease.versions(1).bundle();
    client.publish(release.toArchive());

    Command.Run plan =
        skein("plan", release.name().value(), "--tenants", String.join(",", fleet.tenants()));

    assertThat(plan.code()).isEqualTo(2);
    assertThat(plan.text())
        .contains("1 tenant at no version: 1 script pending", "not answered 1 tenant", "28P01")
        .doesNotContain("not-the-password");
  }

  @Test
  void aRehearsalTellsAndTakesBackAndTheRolloutThenRuns() {
    Fleet fleet = Fleet.create(client, 1, "main-1");
    String tenant = fleet.tenants().getFirst();
    rollOut(TestRelease.versions(2).bundle(), fleet);
    ReleaseBundle next =
        TestRelease.versions(2).version(3, "alter table t2 alter id type numeric;").bundle();
    client.publish(next.toArchive());

    Command.Run rehearsal = skein("rehearse", next.name().value(), "--tenant", tenant);

    assertThat(rehearsal.code()).as(rehearsal.text()).isZero();
    assertThat(rehearsal.text())
        .contains("rewrites table t2", "locks table t2 ACCESS EXCLUSIVE, keeps readers");
    assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1}");
    rollOut(next, fleet);
    assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, 3=1}");
  }

  @Test
  void anInspectionTellsFingerprintsAndOneThatWasChangedByHandStandsOut() {
    Fleet fleet = Fleet.create(client, 3, "main-1", "main-2");
    rollOut(TestRelease.versions(2).bundle(), fleet);
    fleet.run(fleet.tenants().get(2), "alter table t2 add by_hand text");

    Command.Run inspection = skein("inspect", "--tenants", String.join(",", fleet.tenants()));

    assertThat(inspection.code()).as(inspection.text()).isZero();
    List<String> prints =
        inspection.text().lines().skip(1).map(line -> line.replaceAll(".* ", "")).toList();
    assertThat(prints).hasSize(3);
    assertThat(prints.get(0)).startsWith("1:").isEqualTo(prints.get(1));
    assertThat(prints.get(2)).isNotEqualTo(prints.get(0));
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    Fleet fleet = Fleet.create(client, 2, "main-1");
    ReleaseBundle release = TestRelease.versions(1).bundle();
    client.publish(release.toArchive());
    SurveyRequest rehearse =
        new SurveyRequest(
            "rehearse",
            release.name().value(),
            fleet.tenants(),
            List.of(),
            Map.of(),
            null,
            Map.of(),
            List.of());

    assertThatThrownBy(() -> client.startSurvey(rehearse))
        .isInstanceOf(CoordinatorRefusedException.class)
        .hasMessageContaining("expected one tenant to rehearse on");
    assertThatThrownBy(() -> client.startSurvey(rehearse.onlyTenants(List.of("no-such-tenant"))))
        .hasMessageContaining("no-such-tenant");
    assertThat(skein("plan", "no-such-release").code()).isNotZero();
  }

  @Test
  void answersThatAreTooLongForAMessageComeByAnotherWay() {
    Fleet fleet = Fleet.create(client, 2, "main-1", "main-2");
    String tenants = String.join(",", fleet.tenants());
    fleet.tenants().forEach(tenant -> fleet.run(tenant, wide(400)));
    TestRelease release = TestRelease.versions(1);
    for (int i = 0; i < 4000; i++) {
      release.file(
          "R__%04d_of_a_view_with_rather_a_long_name.sql".formatted(i), "select %d;".formatted(i));
    }
    ReleaseBundle bundle = release.bundle();
    client.publish(bundle.toArchive());

    Command.Run inspection = skein("inspect", "--catalog", "--json", "--tenants", tenants);
    Command.Run plan = skein("plan", bundle.name().value(), "--json", "--tenants", tenants);

    assertThat(inspection.code()).as("inspect").isZero();
    assertThat(answers(inspection.text()))
        .hasSize(2)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .hasSizeGreaterThan(AnswerLimits.IN_MESSAGE)
                    .contains("\"of\":\"c399\",\"name\":\"note\""));
    assertThat(answers(plan.text()))
        .hasSize(2)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .hasSizeGreaterThan(AnswerLimits.IN_MESSAGE)
                    .contains("R__3999_of_a_view_with_rather_a_long_name.sql"));
  }

  /** Each as short as JSON may be. */
  private static List<String> answers(String survey) {
    return MessageCodec.jsonMapper()
        .readTree(survey)
        .path("answers")
        .valueStream()
        .map(answer -> answer.path("answer").toString())
        .toList();
  }

  /** So many tables that the catalog is too long for a message. */
  private static String wide(int tables) {
    return IntStream.range(0, tables)
        .mapToObj(
            i ->
                ("create table c%d (id bigint primary key, note text unique, a int, b int, c int,"
                        + " d int, e int, f int, g int);")
                    .formatted(i))
        .collect(Collectors.joining("\n"));
  }
}
