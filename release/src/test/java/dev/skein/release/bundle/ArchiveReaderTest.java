package dev.skein.release.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
  private static final byte[] SQL = "select 1".getBytes(StandardCharsets.UTF_8);

  private static Zip release() {
    return new Zip().with("V1__a.sql", "select 1");
  }

  @Test
  void readsAnArchiveOfAnotherTool() {
    byte[] archive = release().entry("sub/", new byte[0], entry -> {}).manifest().bytes();
    assertThat(ReleaseBundle.fromArchive(archive, ArchiveLimits.DEFAULT).scripts())
        .extracting(ScriptFile::path)
        .containsExactly("V1__a.sql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../V2__x.sql",
        "a/../../V2__x.sql",
        "/etc/V2__x.sql",
        "a//V2__x.sql",
        "./V2__x.sql",
        "C:/V2__x.sql",
        "a/..\\V2__x.sql",
        "V2__\u202Ex.sql",
        "V2__a\u0000b.sql",
        "../",
        "a/./"
      })
  void refusesNamesThatLeadElsewhere(String name) {
    assertThat(
            release()
                .entry(name, name.endsWith("/") ? new byte[0] : SQL, e -> {})
                .manifest()
                .problems())
        .singleElement()
        .asString()
        .contains(": expected a ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.sh",
        "x.py",
        "x.bash",
        "x.ps1",
        "x.jar",
        "x.class",
        "flyway.conf",
        "inner.zip",
        "inner.tar.gz",
        "release.yaml",
        "README.md",
        ".hidden",
        "sub/manifest.json",
        "V2__x"
      })
  void refusesAnyOtherFile(String name) {
    assertThat(release().with(name, "x").manifest().problems())
        .singleElement()
        .asString()
        .startsWith(name + ": expected ");
  }

  @Test
  void refusesWhatTheFolderRefuses() {
    assertThat(
            release()
                .with("V01.0__b.sql", "")
                .with("beforeMigrate.sql", "")
                .with("V2_b.sql", "")
                .with("V3__x.sql.conf", "encoding=UTF-8")
                .manifest()
                .problems())
        .hasSize(4);
    assertThat(new Zip().manifest().problems())
        .containsExactly(
            "expected at least one V…__….sql or R__….sql but found no SQL script in the archive");
  }

  @Test
  void refusesLinksAndSpecialFiles() {
    assertThat(
            release()
                .entry("V2__x.sql", SQL, e -> e.setUnixMode(UnixStat.LINK_FLAG | 0777))
                .entry("V3__x.sql", SQL, e -> e.setUnixMode(0010000 | 0777))
                .manifest()
                .problems())
        .containsExactly(
            "V2__x.sql: expected a plain file but got a link or special file",
            "V3__x.sql: expected a plain file but got a link or special file");
  }

  @Test
  void refusesDuplicateAndCollidingNames() {
    assertThat(release().entry("V1__a.sql", SQL, e -> {}).manifest().problems())
        .containsExactly("V1__a.sql: expected each name once but got it twice");
    assertThat(
            new Zip()
                .with("R__a.sql", "")
                .with("R__A.sql", "")
                .with("R__A.sql/V2__x.sql", "")
                .manifest()
                .problems())
        .containsExactly(
            "R__a.sql: expected names that differ in more than case but got R__A.sql too",
            "R__A.sql/V2__x.sql: expected a folder where R__A.sql is a file");
  }

  @Test
  void refusesEncryptedAndForeignMethods() {
    byte[] encrypted = release().manifest().bytes();
    int central = new String(encrypted, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    encrypted[central + 8] |= 1;
    assertThat(problemsOf(encrypted))
        .containsExactly("V1__a.sql: expected plain content but it is encrypted");
    byte[] foreign = release().manifest().bytes();
    foreign[central + 10] = 12;
    assertThat(problemsOf(foreign))
        .containsExactly("V1__a.sql: expected the method stored or deflated but got method 12");
  }

  @Test
  void refusesAnEntryThatUnpacksToMoreThanItDeclares() {
    byte[] archive = release().manifest().bytes();
    int central = new String(archive, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    archive[central + 24] = 3;
    assertThat(problemsOf(archive))
        .containsExactly("V1__a.sql: expected the 3 bytes that the archive declares but got more");
  }

  @Test
  void refusesABomb() {
    byte[] zeros = new byte[8 << 20];
    Arrays.fill(zeros, (byte) ' ');
    assertThat(release().entry("V2__x.sql", zeros, e -> {}).manifest().problems())
        .singleElement()
        .asString()
        .startsWith("V2__x.sql: expected to unpack to less than 200 times its packed size but got");
  }

  @Test
  void refusesMoreThanEachLimit() {
    assertThat(release().manifest().problems(new ArchiveLimits(100, 9, 999, 999, 9)).getFirst())
        .startsWith("the archive: expected at most 100 bytes but got ");
    assertThat(release().manifest().problems(new ArchiveLimits(9999, 1, 999, 999, 9)))
        .containsExactly("the archive: expected at most 1 entries but got 2");
    assertThat(release().manifest().problems(new ArchiveLimits(9999, 9, 7, 999, 9)))
        .contains("V1__a.sql: expected at most 7 bytes but got 8");
    assertThat(release().manifest().problems(new ArchiveLimits(9999, 9, 999, 7, 9)))
        .containsExactly(
            "the archive: expected at most 7 bytes unpacked but got more at V1__a.sql");
  }

  @Test
  void countsEntriesBeforeReadingThem() {
    Zip many = new Zip();
    for (int i = 0; i < 20_001; i++) {
      many.entry("V%d__.sql".formatted(i), new byte[0], entry -> entry.setMethod(ZipEntry.STORED));
    }
    assertThat(many.problems())
        .containsExactly("the archive: expected at most 20,000 entries but got 20,001");
  }

  @Test
  void holdsEveryFileAgainstTheManifest() {
    ManifestFile other = ManifestFile.of("V1__a.sql", "select 2".getBytes(StandardCharsets.UTF_8));
    ManifestFile longer = ManifestFile.of("V2__b.sql", "longer".getBytes(StandardCharsets.UTF_8));
    ManifestFile missing = ManifestFile.of("V3__c.sql", SQL);
    byte[] json = Zip.manifestOf(List.of(other, longer, missing)).toJson();
    assertThat(
            release()
                .with("V2__b.sql", "")
                .with("V4__d.sql", "")
                .entry("manifest.json", json, e -> {})
                .problems())
        .satisfiesExactly(
            problem -> assertThat(problem).startsWith("V1__a.sql: expected the SHA-256 "),
            problem ->
                assertThat(problem)
                    .isEqualTo("V2__b.sql: expected 6 bytes, as in the manifest, but got 0"),
            problem ->
                assertThat(problem)
                    .isEqualTo("V3__c.sql: expected it in the archive, as the manifest lists it"),
            problem ->
                assertThat(problem)
                    .isEqualTo("V4__d.sql: expected only files that the manifest lists"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"format\":2}",
        "{\"format\":\"1\"}",
        "null",
        "{\"a\":1,\"a\":2}",
        "{\"files\":[{}],\"format\":1,\"layout\":\"flyway\",\"name\":\"a\",\"placeholders\":{},"
            + "\"settings\":{}}"
      })
  void refusesAManifestThatIsNone(String json) {
    assertThat(manifestProblem(json)).startsWith("manifest.json: expected ");
  }

  @Test
  void refusesAManifestInAnyOtherForm() {
    String json = new String(Zip.manifestOf(List.of()).toJson(), StandardCharsets.UTF_8);
    String problem =
        "manifest.json: expected the canonical form, sorted and without spaces or other keys";
    assertThat(manifestProblem(json + " ")).isEqualTo(problem);
    assertThat(manifestProblem(json.replace("\"format\"", "\"extra\":1,\"format\"")))
        .isEqualTo(problem);
    assertThat(manifestProblem(json.replace("2026.1", "2026\\u002e1"))).isEqualTo(problem);
    assertThat(manifestProblem(json.replace("2000", "0"))).contains("expected a lock timeout");
    assertThat(manifestProblem(json + "{}")).startsWith("manifest.json: expected JSON but ");
  }

  private static String manifestProblem(String json) {
    List<String> problems =
        release().entry("manifest.json", json.getBytes(StandardCharsets.UTF_8), e -> {}).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  @Test
  void refusesAnArchiveWithoutAManifest() {
    assertThat(release().problems())
        .containsExactly("the archive: expected a manifest.json but there is none");
  }

  @Test
  void refusesWhatIsNoZip() {
    String problem = "the archive: expected a zip of a release but got other bytes";
    assertThat(problemsOf(new byte[0])).containsExactly(problem);
    assertThat(problemsOf("hello".getBytes(StandardCharsets.UTF_8))).containsExactly(problem);
    assertThat(problemsOf("PK\3\4".getBytes(StandardCharsets.UTF_8)).getFirst())
        .startsWith("the archive: expected a whole zip but it is damaged: ");
  }

  private static List<String> problemsOf(byte[] archive) {
    return Folder.problemsOf(() -> ReleaseBundle.fromArchive(archive, ArchiveLimits.DEFAULT));
  }
}
