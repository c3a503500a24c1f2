package dev.skein.release.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderReaderTest {
  @TempDir private Path temp;
  private Folder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new Folder(Files.createDirectory(temp.resolve("db")));
  }

  @Test
  void readsScriptsInFlywaysOrderWhateverTheirFolder() {
    ReleaseBundle bundle =
        folder
            .with("V10__ten.sql", "select 10")
            .with("sub/V2__two.sql", "select 2")
            .with("V1_972__.sql", "select 1")
            .with("R__views.sql", "select 3")
            .with("R__a.sql", "select 4")
            .with("U2__two.sql", "select 5")
            .with("README.md", "# db")
            .with(".git/config", "x")
            .read();
    assertThat(bundle.scripts())
        .extracting(ScriptFile::path)
        .containsExactly(
            "V1_972__.sql",
            "sub/V2__two.sql",
            "V10__ten.sql",
            "R__a.sql",
            "R__views.sql",
            "U2__two.sql");
    assertThat(bundle.head()).contains(new SchemaVersion("10"));
    assertThat(bundle.versioned().getFirst().text()).isEqualTo("select 1");
    assertThat(bundle.name()).isEqualTo(Folder.NAME);
    assertThat(bundle.manifest().settings()).isEqualTo(ReleaseSettings.DEFAULT);
  }

  @Test
  void readsReleaseYaml() {
    folder
        .with("V1__a.sql", "select 1")
        .with(
            "release.yaml",
            """
            name: 2026.10
            layout: flyway
            legacy-through: 1.10
            placeholders: {app.schema: core, rate: 1.50}
            timeouts: {statement: 4h, lock: 500ms}
            out-of-order: true
            transactions: group
            """);
    Manifest manifest = ReleaseBundle.fromFolder(folder.path(), null).manifest();
    assertThat(manifest.name()).isEqualTo(new ReleaseName("2026.10"));
    assertThat(manifest.legacyThrough()).hasToString("1.10");
    assertThat(manifest.placeholders()).isEqualTo(Map.of("app.schema", "core", "rate", "1.50"));
    assertThat(manifest.settings())
        .isEqualTo(new ReleaseSettings(Duration.ofHours(4), Duration.ofMillis(500), true, true));
    assertThat(manifest.files()).extracting(ManifestFile::path).containsExactly("V1__a.sql");
    assertThat(folder.read().name()).isEqualTo(Folder.NAME);
  }

  @Test
  void readsSettingsBesideTheirScript() {
    ReleaseBundle bundle =
        folder
            .with("V1__a.sql", "é".getBytes(StandardCharsets.ISO_8859_1))
            .with(
                "V1__a.sql.conf",
                """
                # why
                executeInTransaction = false
                placeholderReplacement=TRUE
                encoding=ISO-8859-1
                """)
            .read();
    ScriptFile script = bundle.versioned().getFirst();
    assertThat(script.settings()).isEqualTo(new ScriptSettings(false, true, "ISO-8859-1"));
    assertThat(script.text()).isEqualTo("é");
  }

  @Test
  void tellsAllProblemsAtOnce() {
    folder
        .with("V2_b.sql", "")
        .with("v3__c.sql", "")
        .with("sub/V__x.sql", "")
        .with("V1.0__a.sql", "")
        .with("sub/V01__b.sql", "")
        .with("R__same.sql", "")
        .with("sub/R__same.sql", "")
        .with("U7__gone.sql", "")
        .with("B5__base.sql", "")
        .with("afterMigrate__x.sql", "")
        .with("deploy.sh", "")
        .with("flyway.conf", "")
        .with("V9__no.sql.conf", "")
        .with("release.yml", "");
    assertThat(folder.problems())
        .containsExactlyInAnyOrder(
            "V2_b.sql: expected a name like V1.2__description.sql but \"2_b\" is not a version",
            "v3__c.sql: expected a name like V1.2__description.sql or R__description.sql but it"
                + " starts with none of V, R, U",
            "sub/V__x.sql: expected a name like V1.2__description.sql but it has no version",
            "sub/V01__b.sql: expected version 01 once but V1.0__a.sql has it too",
            "sub/R__same.sql: expected the repeatable \"same\" once but R__same.sql has it too",
            "U7__gone.sql: expected a versioned script V7__….sql that it undoes but there is none",
            "B5__base.sql: B… is Flyway's baseline migration, and not supported yet",
            "afterMigrate__x.sql: expected a name like V1.2__description.sql or R__description.sql"
                + " but afterMigrate is a Flyway callback, and none is ever run",
            "deploy.sh: expected SQL scripts alone but got a .sh file, which Skein never runs",
            "flyway.conf: expected a .conf only beside its script, like V1__x.sql.conf for"
                + " V1__x.sql",
            "V9__no.sql.conf: expected V9__no.sql beside it",
            "release.yml: expected the name release.yaml, at the top of the folder");
    assertThatThrownBy(folder::read)
        .isInstanceOf(InvalidReleaseException.class)
        .message()
        .hasLineCount(12);
  }

  @Test
  void refusesAFolderWithoutScripts() {
    folder.with("README.md", "");
    assertThat(folder.problems())
        .containsExactly(
            "expected at least one V…__….sql or R__….sql but found no SQL script in "
                + folder.path());
  }

  @Test
  void refusesAMissingFolder() {
    Path missing = temp.resolve("missing");
    assertThat(Folder.problemsOf(() -> ReleaseBundle.fromFolder(missing, Folder.NAME)))
        .containsExactly(missing + ": expected a folder but there is none");
  }

  @Test
  void refusesAReleaseWithoutAName() {
    folder.with("V1__a.sql", "");
    assertThat(Folder.problemsOf(() -> ReleaseBundle.fromFolder(folder.path(), null)))
        .containsExactly("expected a name for the release, in release.yaml or given, but got none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x.bash", "x.ps1", "x.py", "x.cmd", "x.jar", "sub/x.class", "a.zip", "V1__a.txt"})
  void refusesOtherFiles(String file) {
    folder.with("V1__a.sql", "").with(file, "");
    assertThat(folder.problems()).singleElement().asString().startsWith(file + ": expected");
  }

  @Test
  void namesThePlaceOfBytesOutsideTheEncoding() {
    byte[] content = "select 1;\nselect 'é';".getBytes(StandardCharsets.ISO_8859_1);
    folder.with("V1__a.sql", content);
    assertThat(folder.problems())
        .containsExactly("V1__a.sql: expected UTF-8 but got other bytes at byte 18, line 2");
  }

  @Test
  void refusesZeroCharactersAndACutCharacterAtTheEnd() {
    folder.with("V1__a.sql", "a\0b").with("V2__b.sql", new byte[] {'a', (byte) 0xc3});
    assertThat(folder.problems())
        .containsExactly(
            "V1__a.sql: expected text but got a zero character",
            "V2__b.sql: expected UTF-8 but got other bytes at byte 1, line 1");
  }

  @Test
  void readsTextLongerThanAnyBuffer() {
    String text = "-- é€😀\n".repeat(5_000);
    assertThat(folder.with("V1__a.sql", text).read().versioned().getFirst().text()).isEqualTo(text);
  }

  @Test
  void refusesUnknownSettings() {
    folder
        .with("V1__a.sql", "")
        .with("V1__a.sql.conf", "shouldExecute=false")
        .with("V2__a.sql", "")
        .with("V2__a.sql.conf", "executeInTransaction=maybe")
        .with("V3__a.sql", "")
        .with("V3__a.sql.conf", "encoding=klingon");
    assertThat(folder.problems())
        .containsExactly(
            "V1__a.sql.conf: line 1: expected executeInTransaction=…, placeholderReplacement=… or"
                + " encoding=… but got \"shouldExecute=false\"",
            "V2__a.sql.conf: expected executeInTransaction=true or executeInTransaction=false but"
                + " got \"maybe\"",
            "V3__a.sql.conf: expected an encoding like UTF-8 but got \"klingon\"");
  }

  @Test
  void followsLinksInsideTheFolderAlone() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret.sql"), "secret");
    folder.with(".data/V1__a.sql", "select 1");
    Files.createSymbolicLink(folder.path().resolve("V1__a.sql"), Path.of(".data/V1__a.sql"));
    assertThat(folder.read().versioned().getFirst().text()).isEqualTo("select 1");

    Files.createSymbolicLink(folder.path().resolve("V2__b.sql"), secret);
    Files.createSymbolicLink(folder.path().resolve("V3__c.sql"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.path().resolve("V4__d.sql"), folder.path());
    assertThat(folder.problems())
        .containsExactly(
            "V2__b.sql: expected a file inside the folder but it links out of it",
            "V3__c.sql: expected a file but it links to nothing that can be read",
            "V4__d.sql: expected a plain file but got a link to a folder or a special file");
  }

  @Test
  void refusesNamesThatCollideOrHideCharacters() {
    folder
        .with("R__views.sql", "")
        .with("R__Views.sql", "")
        .with("R__a\tb.sql", "")
        .with("R__a\\b.sql", "");
    assertThat(folder.problems())
        .containsExactlyInAnyOrder(
            "R__views.sql: expected names that differ in more than case but got R__Views.sql too",
            "R__a?b.sql: expected a name without control or invisible characters",
            "R__a\\b.sql: expected a name without \\ or :");
  }

  @Test
  void refusesMoreThanTheLimits() {
    folder.with("V1__a.sql", "12345").with("V2__b.sql", "12345").with("V3__c.sql", "1");
    assertThat(problemsWith(new ArchiveLimits(100, 10, 4, 100, 2)))
        .containsExactly(
            "V1__a.sql: expected at most 4 bytes but got more",
            "V2__b.sql: expected at most 4 bytes but got more");
    assertThat(problemsWith(new ArchiveLimits(100, 10, 5, 9, 2)))
        .containsExactly(
            folder.path() + ": expected at most 9 bytes in all but got more at V2__b.sql");
    assertThat(problemsWith(new ArchiveLimits(100, 2, 5, 100, 2)))
        .containsExactly(folder.path() + ": expected at most 2 files and folders but got more");
  }

  private List<String> problemsWith(ArchiveLimits limits) {
    return Folder.problemsOf(() -> new FolderReader(folder.path(), limits).read(Folder.NAME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiemouts: {lock: 2s}|release.yaml line 1: expected one of the keys backfills, layout,"
            + " legacy-through, name, out-of-order, placeholders, require, seeds, timeouts,"
            + " transactions"
            + " but got \"tiemouts\"; did you mean \"timeouts\"?",
        "timeouts: {lock: 0s}|release.yaml line 1: expected a duration from 1ms to 7d but got"
            + " \"0s\"",
        "layout: liquibase|release.yaml line 1: expected the layout flyway but got \"liquibase\"",
        "placeholders: {\"flyway:x\": y}|release.yaml line 1: expected a name of letters, digits"
            + " and . _ - but got \"flyway:x\"",
        "transactions: many|release.yaml line 1: expected group or single but got \"many\"",
        "name: a b|release.yaml line 1: expected a name of letters, digits and . _ + - but got \"a"
            + " b\"",
        "legacy-through: v1|release.yaml line 1: expected a version like 1.2 but got \"v1\""
      })
  void refusesAReleaseYamlByLine(String yamlAndProblem) {
    int bar = yamlAndProblem.indexOf('|');
    folder.with("V1__a.sql", "").with("release.yaml", yamlAndProblem.substring(0, bar));
    assertThat(Folder.problemsOf(() -> ReleaseBundle.fromFolder(folder.path(), null)))
        .containsExactly(yamlAndProblem.substring(bar + 1));
  }
}
