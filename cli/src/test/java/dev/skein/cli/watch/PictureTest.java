package dev.skein.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.FailureCluster;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.RolloutStatus.Counts;
import dev.skein.cli.client.RolloutStatus.Failure;
import dev.skein.cli.client.RolloutStatus.Release;
import dev.skein.cli.client.RolloutStatus.Wave;
import dev.skein.cli.shell.Style;
import dev.skein.cli.shell.Terminal.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final Style PLAIN = new Style(false);

  private static RolloutStatus status(List<Wave> waves, int currentWave) {
    return status(waves, currentWave, List.of());
  }

  private static RolloutStatus status(
      List<Wave> waves, int currentWave, List<FailureCluster> clusters) {
    Failure failure =
        new Failure("t-1", "eu-1", "failure", "23505", "V7.sql", 3, "dup\u001b[2Jlicate", null);
    return new RolloutStatus(
        "r7-kqzt",
        new Release("sha256:x", "2026.11.3", "7"),
        "RUNNING",
        null,
        null,
        currentWave,
        null,
        60,
        new Counts(30, 1, 8, 12, 0, 2, 0, 0),
        waves,
        null,
        null,
        4210,
        14.25,
        3.2,
        List.of("approval of wave 2"),
        Collections.nCopies(9, failure),
        clusters,
        List.of("shard us-1 has no worker"),
        List.of(),
        null,
        List.of(),
        null);
  }

  private static Wave wave(int index, int inFlight, int succeeded, int failed, int tenants) {
    int queued = tenants - inFlight - succeeded - failed;
    Counts counts = new Counts(queued, 0, inFlight, succeeded, 0, failed, 0, 0);
    return new Wave(index, "RUNNING", tenants, counts, null, null, null, null);
  }

  private static List<String> lines(RolloutStatus status, Style style, int columns, int rows) {
    return new Picture(style, true)
        .lines(status, Duration.ofMillis(90), null, new Size(columns, rows));
  }

  @Test
  void drawsABarAWaveWithNumbersFailuresAndWhatNeedsAttention() {
    List<Wave> waves = List.of(wave(0, 0, 6, 0, 6), wave(1, 8, 20, 2, 54));
    assertThat(lines(status(waves, 1), PLAIN, 80, 24))
        .containsExactly(
            "2026.11.3  r7-kqzt  RUNNING  4.3 s",
            "canary  ██████████████████████████████  6/6",
            "wave 1  ███████████x▒▒▒▒░░░░░░░░░░░░░░  22/54  2 failed  8 in flight",
            "14.3/s  about 3 s left  waits for approval of wave 2  1 waiting",
            "failed t-1 on eu-1: 23505 V7.sql:3 dup [2Jlicate",
            "failed t-1 on eu-1: 23505 V7.sql:3 dup [2Jlicate",
            "failed t-1 on eu-1: 23505 V7.sql:3 dup [2Jlicate",
            "! shard us-1 has no worker");
  }

  @Test
  void countsABakeDownAndShowsFailuresByTheirCause() {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    Counts counts = new Counts(0, 0, 0, 6, 0, 0, 0, 0);
    Wave canary = new Wave(0, "BAKING", 6, counts, null, now.plusSeconds(125), null, null);
    FailureCluster cluster =
        new FailureCluster(
            "c-43deda4e",
            "23505",
            "V7.sql",
            "Key (…)=(…) is duplicated",
            "failure",
            7,
            List.of("eu-1", "eu-2"),
            List.of("acme", "globex"),
            null,
            null);
    List<String> lines =
        new Picture(PLAIN, true, InstantSource.fixed(now))
            .lines(
                status(List.of(canary), 0, List.of(cluster, cluster, cluster, cluster)),
                Duration.ZERO,
                null,
                new Size(80, 24));
    assertThat(lines.get(1)).endsWith("6/6  BAKING for 2 min 5 s");
    assertThat(lines.subList(3, 9))
        .startsWith(
            "failed 7 tenants: 23505 V7.sql Key (…)=(…) is duplicated",
            "  c-43deda4e on eu-1, eu-2: acme, globex and 5 more");
    assertThat(lines).filteredOn(line -> line.startsWith("failed")).hasSize(3);
  }

  @Test
  void fitsEveryTerminal() {
    List<Wave> waves =
        IntStream.range(0, 40).mapToObj(index -> wave(index, 1, index, 1, 50)).toList();
    for (int columns = 20; columns < 130; columns += 7) {
      for (int rows = 2; rows < 60; rows += 5) {
        int width = columns;
        assertThat(lines(status(waves, 20), PLAIN, columns, rows))
            .hasSizeLessThan(rows)
            .allMatch(line -> line.codePointCount(0, line.length()) <= width);
      }
    }
  }

  @Test
  void showsTheWavesAroundTheCurrentOneWhereNotAllFit() {
    List<Wave> waves = IntStream.range(0, 40).mapToObj(index -> wave(index, 1, 1, 0, 5)).toList();
    assertThat(lines(status(waves, 20), PLAIN, 80, 14))
        .anyMatch(line -> line.startsWith("wave 20"))
        .noneMatch(line -> line.startsWith("canary"));
  }

  @Test
  void showsOneFailureAmongThousands() {
    List<Wave> waves = List.of(wave(0, 0, 99_999, 1, 100_000));
    assertThat(lines(status(waves, 0), PLAIN, 80, 24).get(1)).contains("█x  100000/100000");
  }

  @Test
  void coloursFailuresRed() {
    List<Wave> waves = List.of(wave(0, 0, 5, 1, 6));
    assertThat(lines(status(waves, 0), new Style(true), 80, 24).get(1))
        .contains("\u001b[31m█████\u001b[0m", "\u001b[31m  1 failed\u001b[0m");
  }
}
