package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.RolloutStatus.Counts;
import dev.skein.cli.client.RolloutStatus.Failure;
import dev.skein.cli.client.RolloutStatus.Wave;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For logs: a line on each change of a state, the first failures, and a line of progress every five
 * seconds at most.
 */
final class LineView implements WatchView {
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int SHOWN_FAILURES = 20;

  private final Shell shell;
  private final Set<Failure> seenFailures = new HashSet<>();
  private final Set<String> seenAttention = new HashSet<>();
  private @Nullable RolloutStatus last;
  private @Nullable String lastTrouble;
  private long printedAt = System.nanoTime();

  LineView(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void show(RolloutStatus status, Duration age, @Nullable String trouble) {
    List<String> lines = new ArrayList<>();
    if (trouble != null && lastTrouble == null) {
      lines.add(Texts.line(trouble) + "; trying again");
    }
    lastTrouble = trouble;
    failures(status, lines);
    attention(status, lines);
    waves(status, lines);
    state(status, lines);
    boolean due = System.nanoTime() - printedAt >= EVERY_NANOS && !status.equals(last);
    if (lines.isEmpty() && due) {
      lines.add(progress(status));
    }
    if (!lines.isEmpty()) {
      String time = Texts.took(status.elapsed().plus(status.ended() ? Duration.ZERO : age));
      lines.forEach(line -> shell.out().printf("%8s  %s%n", time, line));
      shell.out().flush();
      printedAt = System.nanoTime();
      last = status;
    }
  }

  /** In front of all else at first, behind what led to it later. */
  private void state(RolloutStatus status, List<String> lines) {
    RolloutStatus before = last;
    if (before == null || !before.state().equals(status.state())) {
      String reason = Texts.line(status.reason());
      lines.add(
          before == null ? 0 : lines.size(),
          "%s %s%s".formatted(status.id(), status.state(), reason.isEmpty() ? "" : ": " + reason));
    }
  }

  /** What was over before anyone looked is no news. */
  private void waves(RolloutStatus status, List<String> lines) {
    for (Wave wave : status.waves()) {
      String known = stateOf(last, wave.index());
      boolean over = last == null && wave.counts().done() == wave.tenants();
      if (!wave.state().equals(known) && !wave.state().equals("PENDING") && !over) {
        lines.add(wave(wave));
      }
    }
  }

  private static String stateOf(@Nullable RolloutStatus status, int wave) {
    return status == null
        ? ""
        : status.waves().stream()
            .filter(it -> it.index() == wave)
            .map(Wave::state)
            .findFirst()
            .orElse("");
  }

  private static String wave(Wave wave) {
    return "%s %s %s".formatted(wave.name(), wave.state(), counts(wave.counts(), wave.tenants()));
  }

  private static String progress(RolloutStatus status) {
    List<String> words = new ArrayList<>();
    status.waves().stream()
        .filter(wave -> wave.index() == status.currentWave())
        .findFirst()
        .ifPresentOrElse(
            wave -> words.add(wave(wave)),
            () -> words.add(counts(status.counts(), status.tenants())));
    words.add(Progress.rate(status));
    words.add(Progress.left(status));
    words.add(Progress.waits(status));
    words.removeIf(word -> word == null);
    return String.join(", ", words);
  }

  private static String counts(Counts counts, int tenants) {
    StringBuilder text = new StringBuilder(counts.done() + "/" + tenants);
    append(text, counts.failed(), "failed");
    append(text, counts.inFlight(), "in flight");
    append(text, counts.waiting(), "waiting");
    append(text, counts.blocked(), "blocked");
    return text.toString();
  }

  private static void append(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }

  private void failures(RolloutStatus status, List<String> lines) {
    for (Failure failure : status.newestFailures().reversed()) {
      if (seenFailures.size() < SHOWN_FAILURES && seenFailures.add(failure)) {
        lines.add(
            shell.style().red("failed")
                + " %s on %s: %s"
                    .formatted(
                        Texts.line(failure.tenant()),
                        Texts.line(failure.shard()),
                        Progress.cause(failure)));
      }
    }
  }

  private void attention(RolloutStatus status, List<String> lines) {
    List<String> said = new ArrayList<>();
    BlockedLines.of(status.blocked()).forEach(line -> said.add("blocked: " + line));
    status.attention().forEach(line -> said.add("attention: " + Texts.line(line)));
    for (String line : said) {
      if (seenAttention.size() < SHOWN_FAILURES && seenAttention.add(line)) {
        lines.add(line);
      }
    }
  }

  @Override
  public void close() {}
}
