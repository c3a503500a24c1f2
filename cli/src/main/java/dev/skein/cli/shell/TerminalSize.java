package dev.skein.cli.shell;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks {@code stty}, at most once a second: Java itself cannot tell a terminal's size. */
final class TerminalSize implements Supplier<Terminal.Size> {
  private static final Pattern ANSWER = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
  private static final long AGE_NANOS = Duration.ofSeconds(1).toNanos();

  private Terminal.Size last = new Terminal.Size(80, 24);
  private long askedAt = System.nanoTime() - AGE_NANOS;

  @Override
  public synchronized Terminal.Size get() {
    if (System.nanoTime() - askedAt >= AGE_NANOS) {
      askedAt = System.nanoTime();
      ask();
    }
    return last;
  }

  private void ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var answer = stty.inputReader()) {
        String line = answer.readLine();
        stty.waitFor(1, TimeUnit.SECONDS);
        Matcher matcher = ANSWER.matcher(line == null ? "" : line);
        if (matcher.matches() && !matcher.group(1).equals("0") && !matcher.group(2).equals("0")) {
          last =
              new Terminal.Size(
                  Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      // No stty or no terminal behind it: the last known size is as good as any.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
