package dev.skein.release.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  @TempDir private Path temp;

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static ReleaseBundle unpack(byte[] archive) {
    return ReleaseBundle.fromArchive(archive, ArchiveLimits.DEFAULT);
  }

  @Test
  void hasOneDigestForAll() {
    ReleaseBundle bundle =
        new Folder(temp)
            .with("V1__a.sql", "select 1;\n")
            .with("V1__a.sql.conf", "executeInTransaction=false\n")
            .with("release.yaml", "legacy-through: 0.9\nplaceholders: {b: é, a: '\"'}\n")
            .read();
    assertThat(new String(bundle.manifest().toJson(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"files":[{"bytes":10,"path":"V1__a.sql",\
            "sha256":"4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c"},\
            {"bytes":27,"path":"V1__a.sql.conf",\
            "sha256":"df378f1cdf71e2b2978274bb51ff7b3dfcb6c670627e072bb5cd6f4c05396b98"}],\
            "format":1,"layout":"flyway","legacyThrough":"0.9","name":"2026.1",\
            "placeholders":{"a":"\\"","b":"é"},"settings":{"group":false,\
            "lockTimeoutMillis":2000,"outOfOrder":false,"statementTimeoutMillis":600000}}\
            """);
    assertThat(bundle.digest())
        .hasToString("sha256:09e409c2ff8b81eaac557687110238893c02b4749057d633790a2d465ac424ac");
  }

  @Test
  void roundTripsRandomReleases() throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      Map<String, String> files = randomFiles(random(seed));
      ReleaseBundle first = folder(files, "a" + seed);
      ReleaseBundle second = folder(new TreeMap<>(files).descendingMap(), "b" + seed);
      byte[] archive = first.toArchive();
      assertThat(second.toArchive()).isEqualTo(archive);
      ReleaseBundle unpacked = unpack(archive);
      assertThat(unpacked).isEqualTo(first).hasSameHashCodeAs(second);
      assertThat(unpacked.digest()).isEqualTo(second.digest());
      assertThat(unpacked.manifest()).isEqualTo(first.manifest());
      assertThat(unpacked.scripts()).isEqualTo(first.scripts());
      assertThat(unpacked.toArchive()).isEqualTo(archive);
      assertThat(unpacked.versioned())
          .isSortedAccordingTo(Comparator.comparing(s -> Objects.requireNonNull(s.version())));
    }
  }

  @Test
  void neverAcceptsAFlippedBitAsAnotherRelease() throws Exception {
    RandomGenerator random = random(3);
    ReleaseBundle bundle = folder(randomFiles(random), "flipped");
    byte[] archive = bundle.toArchive();
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] flipped = archive.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      @Nullable InvalidReleaseException refusal =
          catchThrowableOfType(
              InvalidReleaseException.class,
              () -> {
                ReleaseBundle read = unpack(flipped);
                assertThat(read.digest()).isEqualTo(bundle.digest());
                assertThat(read.scripts()).isEqualTo(bundle.scripts());
              });
      refused += refusal == null ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void neverFailsOtherwiseOnCutOrRandomBytes() throws Exception {
    RandomGenerator random = random(4);
    byte[] archive = folder(randomFiles(random), "cut").toArchive();
    for (int i = 0; i < 500; i++) {
      byte[] cut = Arrays.copyOf(archive, random.nextInt(archive.length));
      assertThat(Folder.problemsOf(() -> unpack(cut))).isNotEmpty();
      byte[] noise = new byte[random.nextInt(4, 400)];
      random.nextBytes(noise);
      System.arraycopy(archive, 0, noise, 0, 4);
      assertThat(Folder.problemsOf(() -> unpack(noise))).isNotEmpty();
    }
  }

  @Test
  void acceptsOneMegabyteOfRepetition() throws Exception {
    ReleaseBundle bundle = folder(Map.of("V1__a.sql", "select 1;\n".repeat(100_000)), "same");
    assertThat(unpack(bundle.toArchive())).isEqualTo(bundle);
  }

  @Test
  void changesItsDigestWithAnyPart() throws Exception {
    Map<String, String> files = Map.of("V1__a.sql", "select 1", "release.yaml", "name: a");
    assertThat(
            Stream.of(
                    folder(files, "1"),
                    folder(Map.of("V1__a.sql", "select 2", "release.yaml", "name: a"), "2"),
                    folder(Map.of("V1__b.sql", "select 1", "release.yaml", "name: a"), "3"),
                    folder(
                        Map.of("V1__a.sql", "select 1", "release.yaml", "out-of-order: true"), "4"))
                .map(ReleaseBundle::digest))
        .doesNotHaveDuplicates();
  }

  private ReleaseBundle folder(Map<String, String> files, String name) throws Exception {
    Folder folder = new Folder(Files.createDirectory(temp.resolve(name)));
    files.forEach(folder::with);
    return folder.read();
  }

  private static Map<String, String> randomFiles(RandomGenerator random) {
    Map<String, String> files = new TreeMap<>();
    int count = random.nextInt(1, 30);
    for (int i = 1; i <= count; i++) {
      String folder = random.nextBoolean() ? "" : "f" + random.nextInt(3) + "/";
      String script = "%sV%d.%d__s%d é.sql".formatted(folder, random.nextInt(20), i, i);
      files.put(script, "select '%s';\n".formatted("x€".repeat(random.nextInt(200))));
      if (random.nextInt(3) == 0) {
        files.put(script + ".conf", "executeInTransaction=" + random.nextBoolean());
      }
      if (random.nextInt(3) == 0) {
        files.put(script.replace("V", "U"), "drop table t" + i);
      }
      if (random.nextInt(4) == 0) {
        files.put("%sR__r_%d.sql".formatted(folder, i), "select " + random.nextLong());
      }
    }
    files.put(
        "release.yaml",
        "placeholders: {p: \"%d\"}%nout-of-order: %s%n"
            .formatted(random.nextLong(), random.nextBoolean()));
    return files;
  }
}
