package dev.skein.release.compensation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ArchiveLimits;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.bundle.ScriptFile;
import dev.skein.release.script.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompensationTest {
  private static final ReleaseName NAME = new ReleaseName("back");

  @TempDir private Path temp;
  private int folders;

  private ReleaseBundle release(String... filesAndTexts) {
    try {
      Path folder = Files.createDirectory(temp.resolve("release" + folders++));
      for (int i = 0; i < filesAndTexts.length; i += 2) {
        Path file = folder.resolve(filesAndTexts[i]);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, filesAndTexts[i + 1]);
      }
      return ReleaseBundle.fromFolder(folder, new ReleaseName("r" + folders));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> paths(List<ScriptFile> scripts) {
    return scripts.stream().map(ScriptFile::path).toList();
  }

  private static String text(ReleaseBundle bundle, String path) {
    return bundle.scripts().stream()
        .filter(script -> script.path().equals(path))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private static Before at(String version) {
    return new Before.Version(new SchemaVersion(version));
  }

  @Test
  void whatAReleaseBroughtIsTakenBackInReverseAboveItsHead() {
    ReleaseBundle release =
        release(
            "V1__a.sql", "create table a ();",
            "V2__b.sql", "create table b ();",
            "V3__c.sql", "create table c ();",
            "U2__b.sql", "-- skein: undo, lossless\ndrop table b;",
            "U3__c.sql", "drop table c;");

    Compensation compensation = Compensation.of(release, at("1"));
    ReleaseBundle back = compensation.compose(NAME, false);

    assertThat(compensation.missing()).isEmpty();
    assertThat(compensation.loss()).as("an undo that does not say").isEqualTo(Loss.LOSSY);
    assertThat(paths(back.versioned()))
        .containsExactly(
            "V1__a.sql", "V2__b.sql", "V3__c.sql", "V3.0.1__undo_3_c.sql", "V3.0.2__undo_2_b.sql");
    assertThat(text(back, "V3.0.1__undo_3_c.sql"))
        .isEqualTo("-- skein: compensates 3, lossy\ndrop table c;");
    assertThat(text(back, "V3.0.2__undo_2_b.sql"))
        .isEqualTo("-- skein: compensates 2, lossless\ndrop table b;");
    assertThat(text(compensation.compose(NAME, true), "V3.0.1__undo_3_c.sql"))
        .startsWith("-- skein: compensates 3, lossy, replayed\n");
  }

  @Test
  void settingsBesideAnUndoScriptGoWithIt() {
    ReleaseBundle release =
        release(
            "release.yaml", "placeholders: {currency: EUR}\ntimeouts: {lock: 3s}\n",
            "V1__a.sql", "create table a (n int);",
            "sub/V2__i.sql", "create index concurrently i on a (n);",
            "sub/U2__i.sql", "drop index concurrently i;",
            "sub/U2__i.sql.conf", "executeInTransaction=false\n");

    ReleaseBundle back = Compensation.of(release, at("1")).compose(NAME, false);

    ScriptFile undo = back.versioned().getLast();
    assertThat(undo.path()).isEqualTo("sub/V2.0.1__undo_2_i.sql");
    assertThat(undo.settings().executeInTransaction()).isFalse();
    assertThat(back.manifest().settings()).isEqualTo(release.manifest().settings());
    assertThat(back.manifest().placeholders()).isEqualTo(release.manifest().placeholders());
    assertThat(ReleaseBundle.fromArchive(back.toArchive(), ArchiveLimits.DEFAULT)).isEqualTo(back);
  }

  @Test
  void aReleaseWithoutUndoScriptsSaysWhichAreMissing() {
    ReleaseBundle release =
        release(
            "V1__a.sql", "create table a ();",
            "V2__b.sql", "create table b ();",
            "V3__c.sql", "create table c ();",
            "U3__c.sql", "drop table c;",
            "R__some_view.sql", "create or replace view v as select 1;");

    Compensation compensation =
        Compensation.of(release, new Before.Known(release("V1__a.sql", "create table a ();")));

    assertThat(compensation.missing())
        .containsExactly(
            "V2__b.sql: expected an undo script U2__….sql but there is none",
            "R__some_view.sql: expected an undo script U__some_view.sql since the release brought"
                + " it but there is none");
    assertThatIllegalStateException().isThrownBy(() -> compensation.compose(NAME, false));
  }

  @Test
  void repeatablesAreAsTheyWereAndNewOnesAreTakenBack() {
    ReleaseBundle before =
        release(
            "V1__a.sql", "create table a ();",
            "R__same.sql", "select 1;",
            "old/R__changed.sql", "select 'old';");
    ReleaseBundle release =
        release(
            "V1__a.sql", "create table a ();",
            "R__same.sql", "select 1;",
            "R__changed.sql", "select 'new';",
            "R__added.sql", "create view added as select 1;",
            "U__added.sql", "-- skein: undo, lossless\ndrop view if exists added;");

    ReleaseBundle back = Compensation.of(release, new Before.Known(before)).compose(NAME, false);

    assertThat(paths(back.repeatables()))
        .containsExactlyInAnyOrder("R__added.sql", "old/R__changed.sql", "R__same.sql");
    assertThat(text(back, "old/R__changed.sql")).isEqualTo("select 'old';");
    assertThat(text(back, "R__added.sql"))
        .isEqualTo("-- skein: compensates R, lossless\ndrop view if exists added;");
  }

  @Test
  void seedsAreThoseOfBefore() {
    ReleaseBundle before =
        release(
            "V1__a.sql", "create table a ();",
            "seeds/plans.sql", "select 'old';",
            "release.yaml", "seeds: {plans: {labels: {kind: demo}}}");
    ReleaseBundle release =
        release(
            "V1__a.sql", "create table a ();",
            "V2__b.sql", "create table b ();",
            "U2__b.sql", "drop table b;",
            "seeds/plans.sql", "select 'new';",
            "seeds/more.sql", "select 'more';",
            "release.yaml", "seeds: {plans: {}, more: {}}");

    ReleaseBundle back = Compensation.of(release, new Before.Known(before)).compose(NAME, false);

    assertThat(back.seeds()).isEqualTo(before.seeds());
    assertThat(ReleaseBundle.fromArchive(back.toArchive(), ArchiveLimits.DEFAULT)).isEqualTo(back);
    assertThat(Compensation.of(release, at("1")).compose(NAME, false).seeds()).isEmpty();
  }

  @Test
  void repeatablesOfAnUnknownPredecessorCannotBeRestored() {
    ReleaseBundle release =
        release(
            "V1__a.sql", "create table a ();",
            "V2__b.sql", "select 1;",
            "U2__b.sql", "select 1;",
            "R__view.sql", "select 1;");

    assertThat(Compensation.of(release, at("1")).missing())
        .containsExactly(
            "R__view.sql: expected the release that tenants had at version 1, to restore the"
                + " repeatable from, but none is known; name it");
  }

  @Test
  void aReleaseThatBroughtNothingIsNotTakenBack() {
    ReleaseBundle release = release("V1__a.sql", "create table a ();");

    assertThat(Compensation.of(release, at("1")).missing())
        .containsExactly(
            "r1: expected a release that brought something new but it brought nothing");
  }

  @Test
  void aPairThatWasTakenBackBeforeIsLeftAlone() {
    ReleaseBundle first =
        release("V1__a.sql", "select 1;", "V2__b.sql", "select 2;", "U2__b.sql", "select -2;");
    ReleaseBundle back = Compensation.of(first, at("1")).compose(NAME, false);
    List<String> files = new ArrayList<>();
    back.scripts().forEach(script -> files.addAll(List.of(script.path(), script.text())));
    files.addAll(List.of("V3__c.sql", "select 3;", "U3__c.sql", "select -3;"));
    ReleaseBundle next = release(files.toArray(String[]::new));

    assertThat(Compensation.of(next, at("1")).undone())
        .extracting(one -> String.valueOf(one.script().version()))
        .as("tenants that had neither")
        .containsExactly("3");
    assertThat(Compensation.of(next, at("2")).missing())
        .as("tenants that had the first alone")
        .singleElement()
        .asString()
        .startsWith("V2.0.1__undo_2_b.sql: expected a migration but it is itself a compensation");
  }

  @Test
  void undosOfRandomReleasesAreTheirMirror() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    for (int run = 0; run < 60; run++) {
      int versions = 1 + random.nextInt(8);
      int had = random.nextInt(versions);
      List<String> files = new ArrayList<>();
      for (int v = 1; v <= versions; v++) {
        files.addAll(List.of("V%d__s.sql".formatted(v), "select %d;".formatted(v)));
        if (v > had || random.nextBoolean()) {
          files.addAll(List.of("U%d__s.sql".formatted(v), "select -%d;".formatted(v)));
        }
      }
      ReleaseBundle release = release(files.toArray(String[]::new));
      Before before = had == 0 ? new Before.Nothing() : at(Integer.toString(had));

      Compensation compensation = Compensation.of(release, before);
      ReleaseBundle back = compensation.compose(NAME, random.nextBoolean());

      assertThat(back.versioned()).startsWith(release.versioned().toArray(ScriptFile[]::new));
      List<ScriptFile> added = back.versioned().subList(versions, back.versioned().size());
      assertThat(added).hasSize(versions - had);
      for (int i = 0; i < added.size(); i++) {
        assertThat(added.get(i).text()).endsWith("\nselect -%d;".formatted(versions - i));
        assertThat(added.get(i).version()).isLessThan(new SchemaVersion(versions + 1 + ""));
      }
      assertThat(compensation.compose(NAME, false)).isEqualTo(compensation.compose(NAME, false));
      assertThat(back.head()).isNotEqualTo(Optional.empty()).isNotEqualTo(release.head());
    }
  }
}
