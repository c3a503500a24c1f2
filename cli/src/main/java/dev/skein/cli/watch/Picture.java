package dev.skein.cli.watch;

import dev.skein.cli.client.FailureCluster;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.RolloutStatus.Counts;
import dev.skein.cli.client.RolloutStatus.Failure;
import dev.skein.cli.client.RolloutStatus.Wave;
import dev.skein.cli.shell.Style;
import dev.skein.cli.shell.Terminal.Size;
import dev.skein.cli.shell.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rollout as lines that fit a terminal: pure, from a status to text. */
final class Picture {
  private static final int SHOWN_FAILURES = 3;
  private static final int SHOWN_ATTENTION = 3;
  // What a wave's line needs beside its name and its bar.
  private static final int COUNTS_WIDTH = 44;
  private static final int WIDEST_BAR = 40;

  private final Style style;
  private final Bars bars;
  private final InstantSource clock;

  Picture(Style style, boolean unicode) {
    this(style, unicode, InstantSource.system());
  }

  Picture(Style style, boolean unicode, InstantSource clock) {
    this.style = style;
    this.clock = clock;
    this.bars = new Bars(style, unicode);
  }

  List<String> lines(RolloutStatus status, Duration age, @Nullable String trouble, Size size) {
    int width = Math.max(size.columns(), 20);
    List<String> end = end(status, trouble, width);
    // One row stays free for the cursor, one holds the header.
    List<Wave> waves = shown(status, Math.max(1, size.rows() - 2 - end.size()));
    List<String> lines = new ArrayList<>();
    lines.add(header(status, age, width));
    int names = waves.stream().mapToInt(wave -> wave.name().length()).max().orElse(0);
    waves.forEach(wave -> lines.add(wave(wave, names, width)));
    lines.addAll(end);
    return lines.subList(0, Math.min(lines.size(), Math.max(1, size.rows() - 1)));
  }

  /** The waves around the current one, when not all of them fit. */
  private static List<Wave> shown(RolloutStatus status, int room) {
    List<Wave> waves = status.waves();
    if (waves.size() <= room) {
      return waves;
    }
    int first = Math.clamp((long) status.currentWave() - room / 2, 0, waves.size() - room);
    return waves.subList(first, first + room);
  }

  private String header(RolloutStatus status, Duration age, int width) {
    Duration elapsed = status.elapsed().plus(status.ended() ? Duration.ZERO : age);
    return new Line(width)
        .add(Texts.line(status.release().name()), style::bold)
        .add("  " + status.id() + "  ")
        .add(status.state(), state(status.state()))
        .add("  " + Texts.took(elapsed))
        .toString();
  }

  private UnaryOperator<String> state(String state) {
    return switch (state) {
      case "COMPLETED", "PASSED" -> style::green;
      case "HALTED", "ABORTED", "FAILED", "COMPLETED_WITH_EXCEPTIONS" -> style::red;
      case "PAUSED", "INCONCLUSIVE" -> style::yellow;
      default -> UnaryOperator.identity();
    };
  }

  private String wave(Wave wave, int names, int width) {
    int barWidth = Math.clamp(width - names - COUNTS_WIDTH, 8, WIDEST_BAR);
    Counts counts = wave.counts();
    Line line = new Line(width).add(wave.name() + " ".repeat(names - wave.name().length() + 2));
    bars.draw(line, barWidth, counts, wave.tenants());
    line.add("  %d/%d".formatted(counts.done(), wave.tenants()));
    if (counts.failed() > 0) {
      line.add("  " + counts.failed() + " failed", style::red);
    }
    if (counts.inFlight() > 0) {
      line.add("  " + counts.inFlight() + " in flight");
    }
    if (!wave.state().equals("PENDING") && !wave.state().equals("RUNNING")) {
      line.add("  " + wave.state(), state(wave.state()));
      line.add(bake(wave));
    }
    return line.toString();
  }

  private String bake(Wave wave) {
    Instant until = wave.bakesUntil();
    return until == null || !wave.state().equals("BAKING")
        ? ""
        : " for " + TimeLeft.span(Duration.between(clock.instant(), until).toMillis() / 1000.0);
  }

  private List<String> end(RolloutStatus status, @Nullable String trouble, int width) {
    List<String> lines = new ArrayList<>();
    Counts counts = status.counts();
    List<String> numbers =
        Stream.of(
                Progress.rate(status),
                Progress.left(status),
                Progress.waits(status),
                counts.waiting() > 0 ? counts.waiting() + " waiting" : null,
                counts.blocked() > 0 ? counts.blocked() + " blocked" : null,
                counts.excepted() > 0 ? counts.excepted() + " excepted" : null)
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .toList();
    if (!numbers.isEmpty()) {
      lines.add(new Line(width).add(String.join("  ", numbers), style::dim).toString());
    }
    failures(status, width, lines);
    String reason = Texts.line(status.reason());
    if (!reason.isEmpty()) {
      lines.add(new Line(width).add(reason, style::yellow).toString());
    }
    BlockedLines.of(status.blocked()).stream()
        .limit(SHOWN_ATTENTION)
        .forEach(line -> lines.add(new Line(width).add(line, style::dim).toString()));
    status.attention().stream()
        .limit(SHOWN_ATTENTION)
        .map(Texts::line)
        .forEach(line -> lines.add(new Line(width).add("! " + line, style::yellow).toString()));
    if (trouble != null) {
      lines.add(
          new Line(width).add(Texts.line(trouble) + "; trying again", style::yellow).toString());
    }
    return lines;
  }

  /** By cause where there are any; those that wait for a retry have none yet. */
  private void failures(RolloutStatus status, int width, List<String> lines) {
    if (status.clusters().isEmpty()) {
      status.newestFailures().stream()
          .limit(SHOWN_FAILURES)
          .forEach(failure -> lines.add(failure(failure, width)));
      return;
    }
    for (FailureCluster cluster :
        status.clusters().subList(0, Math.min(SHOWN_FAILURES, status.clusters().size()))) {
      lines.add(
          new Line(width)
              .add("failed", style::red)
              .add(" " + ClusterLines.what(cluster))
              .toString());
      lines.add(new Line(width).add("  " + ClusterLines.who(cluster), style::dim).toString());
    }
  }

  private String failure(Failure failure, int width) {
    return new Line(width)
        .add("failed", style::red)
        .add(" %s on %s: ".formatted(Texts.line(failure.tenant()), Texts.line(failure.shard())))
        .add(Progress.cause(failure))
        .toString();
  }
}
