package dev.skein.release.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.skein.contracts.id.BackfillName;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.backfill.Backfill;
import dev.skein.release.backfill.BackfillScript;
import dev.skein.release.backfill.Backfills;
import dev.skein.release.lint.Finding;
import dev.skein.release.lint.ReleaseLint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillReleaseTest {
  private static final String FILL =
      "update orders set plan = 'x' where id in"
          + " (select id from orders where plan is null limit ${batch})";

  @TempDir private Path temp;
  private Folder folder;

  @BeforeEach
  void makeFolder() {
    folder = new Folder(temp).with("V1__a.sql", "select 1");
  }

  @Test
  void readsBackfillsInTheOrderOfReleaseYaml() {
    ReleaseBundle bundle =
        folder
            .with("backfill/plans.sql", FILL)
            .with("backfill/a.sql", FILL + " and id > ${after}")
            .with(
                "release.yaml",
                """
                backfills:
                  plans: {}
                  a: {batch: 200, max-batch: 900, batch-time: 1s, pause: 50ms, timeout: 5s,
                      max-batches: 7, start-after: 0}
                require: [older, oldest]
                """)
            .read();
    assertThat(bundle.backfills())
        .extracting(BackfillScript::backfill)
        .containsExactly(
            new Backfill(
                new BackfillName("plans"),
                1000,
                10_000,
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                100_000,
                null),
            new Backfill(
                new BackfillName("a"),
                200,
                900,
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                7,
                "0"));
    assertThat(bundle.backfills().getFirst().text()).isEqualTo(FILL);
    assertThat(bundle.manifest().backfills().required())
        .containsExactly(new BackfillName("older"), new BackfillName("oldest"));
    assertThat(bundle.scripts()).extracting(ScriptFile::path).containsExactly("V1__a.sql");
    assertThat(ReleaseLint.check(bundle)).isEmpty();
  }

  @Test
  void anArchiveBringsBackfillsBackAndTheDigestCoversTheirSettings() {
    folder.with("backfill/plans.sql", FILL);
    ReleaseBundle bundle = folder.with("release.yaml", "backfills: {plans: {}}").read();
    ReleaseBundle back = ReleaseBundle.fromArchive(bundle.toArchive(), ArchiveLimits.DEFAULT);
    assertThat(back).isEqualTo(bundle);
    assertThat(back.backfills()).isEqualTo(bundle.backfills());
    assertThat(back.manifest()).isEqualTo(bundle.manifest());
    ReleaseBundle slower = folder.with("release.yaml", "backfills: {plans: {pause: 1s}}").read();
    assertThat(slower.digest()).isNotEqualTo(bundle.digest());
  }

  @Test
  void aReleaseWithoutBackfillsKeepsItsManifestAsItWas() {
    assertThat(new String(folder.read().manifest().toJson(), StandardCharsets.UTF_8))
        .doesNotContain("backfill")
        .doesNotContain("require");
  }

  @Test
  void whatTakesAReleaseBackRunsNoneOfItsBackfillsAndRequiresTheSame() {
    ReleaseBundle bundle =
        folder
            .with("backfill/plans.sql", FILL)
            .with("release.yaml", "{backfills: {plans: {}}, require: [older]}")
            .read();
    ReleaseBundle other = bundle.with(new ReleaseName("other"), bundle.files(), List.of());
    assertThat(other.backfills()).isEmpty();
    assertThat(other.files()).containsOnlyKeys("V1__a.sql");
    assertThat(other.manifest().backfills())
        .isEqualTo(new Backfills(List.of(), List.of(new BackfillName("older"))));
  }

  @Test
  void fileAndEntryBelongTogether() {
    folder
        .with("backfill/lost.sql", FILL)
        .with("backfill/plans.sql.conf", "")
        .with("release.yaml", "backfills: {plans: {}}");
    assertThat(folder.problems())
        .containsExactlyInAnyOrder(
            "backfill/lost.sql: expected its name under backfills in release.yaml but it is not"
                + " there",
            "backfill/plans.sql.conf: expected backfill/plans.sql beside it",
            "backfill/plans.sql.conf: expected no settings beside a backfill; release.yaml has"
                + " them",
            "release.yaml: expected the file backfill/plans.sql of the backfill plans but there is"
                + " none");
  }

  @Test
  void aStatementNamesItsBatchAndItsKey() {
    folder
        .with("backfill/a.sql", "update t set x = 1")
        .with("backfill/b.sql", "update t set x = 1 where id > ${after} -- ${batch}")
        .with("release.yaml", "backfills: {a: {start-after: 0}, b: {}}");
    assertThat(folder.problems())
        .containsExactly(
            "backfill/a.sql: expected the statement to name ${batch}, the number of rows that it"
                + " may change",
            "backfill/a.sql: expected the statement to name ${after}, since release.yaml has"
                + " start-after",
            "backfill/b.sql: expected start-after in release.yaml, since the statement names"
                + " ${after}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backfills: [a]|expected keys with values but got a list",
        "backfills: {A: {}}|expected a backfill's name of lower-case letters, digits and . _ - but"
            + " got \"A\"",
        "backfills: {a: {pauze: 1s}}|expected one of the keys batch, batch-time, max-batch,"
            + " max-batches, pause, start-after, timeout but got \"pauze\"; did you mean"
            + " \"pause\"?",
        "backfills: {a: {batch: 0}}|expected a whole number from 1 to 1000000 but got \"0\"",
        "backfills: {a: {batch: 10, max-batch: 9}}|expected a whole number from 10 to 1000000 but"
            + " got \"9\"",
        "backfills: {a: {pause: 0s}}|expected a duration from 10ms to 1h but got \"0s\"",
        "backfills: {a: {batch-time: 2m}}|expected a duration from 10ms to 60s but got \"2m\"",
        "{backfills: {a: {}}, require: [a]}|expected each backfill once: one that is required is of"
            + " an earlier release, and neither under backfills nor twice here, but got \"a\"",
      })
  void refusesByLine(String yaml, String problem) {
    folder.with("release.yaml", yaml);
    assertThat(folder.problems()).containsExactly("release.yaml line 1: " + problem);
  }

  @Test
  void theReaderOfStatementsWantsOneThatChangesRows() {
    ReleaseBundle bundle =
        folder
            .with("backfill/a.sql", "select ${batch}")
            .with("backfill/b.sql", FILL + ";\n\ndelete from t")
            .with("backfill/c.sql", "-- ${batch}")
            .with("backfill/d.sql", "update skein_backfill set batch_size = ${batch}")
            .with("release.yaml", "backfills: {a: {}, b: {}, c: {}, d: {}}")
            .read();
    assertThat(ReleaseLint.check(bundle))
        .extracting(Finding::script, Finding::line, Finding::rule)
        .containsExactly(
            tuple("backfill/a.sql", 1, "backfill-statement"),
            tuple("backfill/b.sql", 3, "backfill-alone"),
            tuple("backfill/c.sql", 1, "backfill-statement"),
            tuple("backfill/d.sql", 1, "skein-tables"));
  }

  @Test
  void aManifestWithABackfillOutOfBoundsIsRefused() {
    String json =
        new String(
            folder
                .with("backfill/plans.sql", FILL)
                .with("release.yaml", "backfills: {plans: {}}")
                .read()
                .manifest()
                .toJson(),
            StandardCharsets.UTF_8);
    String wrong = json.replace("\"batch\":1000", "\"batch\":0");
    assertThatThrownBy(() -> Manifest.fromJson(wrong.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("expected batch from 1 to 1000000 but got 0");
  }
}
