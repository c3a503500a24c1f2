package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.testkit.TempFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A rollout is taken back by a release that is made of its undo scripts, from the command line. */
class RollbackE2E {
  private static final String VIEW =
      "drop view if exists who; create view who as select %s from t2;";
  private static final String EMAILS =
      "select count(*) from information_schema.columns where column_name = 'email'";
  private static final String WHO =
      "select count(*) from information_schema.columns where table_name = 'who'";

  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  private Command.Run skein(String... args) {
    return new Command(platform).run(args);
  }

  private String rollOut(ReleaseBundle bundle, Fleet fleet) {
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    return rollout;
  }

  private static TestRelease before() {
    return TestRelease.versions(2).file("R__who.sql", VIEW.formatted("id"));
  }

  private static TestRelease release(String loss) {
    return before()
        .file("R__who.sql", VIEW.formatted("id, 1 as one"))
        .version(3, "alter table t2 add email text;")
        .file("U3__step.sql", "-- skein: undo, " + loss + "\nalter table t2 drop email;");
  }

  private static void all(Fleet fleet, String query, String expected) {
    assertThat(fleet.tenants())
        .allSatisfy(
            tenant -> assertThat(Fleet.one(Fleet.database(tenant), query)).isEqualTo(expected));
  }

  private String atLeast(Fleet fleet, String version) {
    return platform
        .http()
        .get("/api/tenants/" + fleet.tenants().getFirst() + "/version?atLeast=" + version)
        .body();
  }

  @Test
  void aRolloutIsTakenBackAndTheNextReleaseGoesOnFromThere() throws IOException {
    Fleet fleet = Fleet.create(client, 6, "main-1", "main-2");
    ReleaseBundle first = before().bundle();
    rollOut(first, fleet);
    ReleaseBundle bad = release("lossless").bundle();
    String rollout = rollOut(bad, fleet);
    all(fleet, EMAILS, "1");
    assertThat(atLeast(fleet, "3")).contains("\"satisfied\":true");

    Command.Run plan = skein("rollback", rollout, "--plan");

    assertThat(plan.code()).as(plan.text()).isZero();
    assertThat(plan.text())
        .contains("to release " + first.name() + " (version 2)", "costs      lossless")
        .containsPattern("V3__step.sql +U3__step.sql +3.0.1 +lossless")
        .containsPattern("R__who.sql +as it was before")
        .containsPattern("6 +done +runs the undo scripts");
    all(fleet, EMAILS, "1");

    Command.Run back = skein("rollback", rollout, "--reason", "orders fail", "--wait");

    assertThat(back.code()).as(back.text()).isZero();
    assertThat(back.text()).contains("rollout " + rollout + " is taken back");
    all(fleet, EMAILS, "0");
    all(fleet, WHO, "1");
    all(
        fleet,
        "select version from flyway_schema_history where version is not null"
            + " order by installed_rank desc limit 1",
        "3.0.1");
    assertThat(client.rollout(rollout).state()).isEqualTo("COMPENSATED");
    assertThat(atLeast(fleet, "3")).contains("\"satisfied\":false", "\"version\":\"3.0.1\"");
    assertThat(atLeast(fleet, "2")).contains("\"satisfied\":true");
    assertThat(skein("audit").text()).contains("rollback", "orders fail");

    Command.Run again = skein("rollback", rollout);

    assertThat(again.code()).as(again.text()).isZero();
    assertThat(again.text()).contains("rollout " + rollout + " was taken back by rollout r");

    Path folder = TempFolders.create("exported");
    Command.Run export =
        skein("releases", "export", bad.name() + "-rollback", folder.resolve("db").toString());
    assertThat(export.code()).as(export.text()).isZero();
    Files.writeString(folder.resolve("db/V4__next.sql"), "alter table t2 add email varchar(200);");
    rollOut(
        ReleaseBundle.fromFolder(folder.resolve("db"), new ReleaseName(bad.name() + "-next")),
        fleet);
    all(fleet, EMAILS, "1");
    assertThat(atLeast(fleet, "3")).contains("\"satisfied\":false");
    assertThat(atLeast(fleet, "4")).contains("\"satisfied\":true");
  }

  @Test
  void whatCannotBeTakenBackSaysWhatIsMissing() {
    Fleet fleet = Fleet.create(client, 2, "main-1");
    String unknown = rollOut(before().bundle(), fleet);
    String bad =
        rollOut(release("lossy").version(4, "create table t4 (id bigint);").bundle(), fleet);

    Command.Run missing = skein("rollback", bad);
    assertThat(missing.code()).as(missing.text()).isEqualTo(1);
    assertThat(missing.text())
        .contains("V4__step.sql: expected an undo script U4__….sql but there is none");

    Command.Run nowhere = skein("rollback", unknown);
    assertThat(nowhere.code()).as(nowhere.text()).isEqualTo(1);
    assertThat(nowhere.text())
        .contains("expected to know what the tenants of rollout " + unknown + " had before")
        .contains("--to nothing");
    assertThat(client.rollout(bad).state()).isEqualTo("COMPLETED");
  }

  @Test
  void whatIsLostMustBeWanted() {
    Fleet fleet = Fleet.create(client, 2, "main-1");
    rollOut(before().bundle(), fleet);
    String bad = rollOut(release("lossy").bundle(), fleet);

    Command.Run refused = skein("rollback", bad);

    assertThat(refused.code()).as(refused.text()).isEqualTo(4);
    assertThat(refused.text()).contains("expected --accept-loss", "V3__step.sql (lossy)");
    Command.Run wanted = skein("rollback", bad, "--accept-loss", "--wait");
    assertThat(wanted.code()).as(wanted.text()).isZero();
    all(fleet, EMAILS, "0");
  }
}
