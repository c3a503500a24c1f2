package dev.skein.engine.backup;

import dev.skein.contracts.report.FailureKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a backup's command: a process with an environment of its own, and a password file.
 * When it is over, nothing that it started is left.
 */
final class BackupRun {
  /** Longer names are most likely the backup itself, written to the wrong place. */
  static final int LONGEST_REFERENCE = 500;

  /** Unlike any other process's, so that all that came of the command is known by it. */
  private static final String MARK = "SKEIN_ATTEMPT";

  /** What programs need to run at all. */
  private static final List<String> USUAL =
      List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "SystemRoot");

  /** For the pipes to run empty once their writers are gone. */
  private static final Duration PIPES = Duration.ofSeconds(5);

  private final BackupCommand command;
  private final BackupOrder order;
  private final Duration limit;
  private volatile @Nullable Process process;
  private volatile boolean stopped;

  BackupRun(BackupCommand command, BackupOrder order) {
    this.command = command;
    this.order = order;
    this.limit = command.limit().compareTo(order.left()) < 0 ? command.limit() : order.left();
  }

  Backup run() {
    if (order.password().lines().count() > 1) {
      return failed("expected a password of one line, as a PGPASSFILE can hold it, but got more");
    }
    try (PasswordFile password = PasswordFile.write(order)) {
      ProcessBuilder builder = new ProcessBuilder(command.command());
      fill(builder.environment(), password);
      Process started = builder.start();
      process = started;
      if (stopped) {
        started.destroyForcibly();
      }
      return outcome(started);
    } catch (IOException e) {
      return failed(
          "expected the backup command to start but it did not (%s)".formatted(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return cutOff();
    }
  }

  /** Ends it from another thread. */
  void stop() {
    stopped = true;
    Process started = process;
    if (started != null) {
      started.destroyForcibly();
    }
  }

  private Backup outcome(Process started) throws InterruptedException, IOException {
    ProcessTree tree = new ProcessTree(started.toHandle(), MARK, order.attempt());
    boolean ended;
    LastLine said;
    LastLine complained;
    try {
      started.getOutputStream().close();
      said = LastLine.of(started.getInputStream());
      complained = LastLine.of(started.getErrorStream());
      ended = started.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      tree.end();
    }
    if (stopped) {
      return cutOff();
    }
    if (!ended) {
      return failed(
          "expected the backup within %s but it still ran and was ended%s"
              .formatted(text(limit), words(complained)));
    }
    return started.exitValue() == 0
        ? named(said.text(PIPES))
        : failed(
            "the backup failed with exit code %d%s"
                .formatted(started.exitValue(), words(complained)));
  }

  private static Backup named(String reference) {
    if (reference.isEmpty()) {
      return failed(
          "expected the backup's reference as the last line of its output but it wrote none");
    }
    if (reference.length() > LONGEST_REFERENCE
        || reference.chars().anyMatch(Character::isISOControl)) {
      return failed(
          ("expected a reference of up to %d printable characters as the last line of the backup's"
                  + " output but got another text")
              .formatted(LONGEST_REFERENCE));
    }
    return new Backup.Taken(reference);
  }

  private static Backup failed(String message) {
    return new Backup.Failed(FailureKind.CONFIGURATION, message);
  }

  private static Backup cutOff() {
    return new Backup.Failed(FailureKind.TRANSIENT, "the backup was ended, since the worker stops");
  }

  private static String words(LastLine complained) throws InterruptedException {
    String text = complained.text(PIPES);
    StringBuilder clean = new StringBuilder();
    text.codePoints().filter(c -> !Character.isISOControl(c)).forEach(clean::appendCodePoint);
    return clean.isEmpty() ? "" : " (" + clean + ")";
  }

  private static String text(Duration time) {
    return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  private void fill(Map<String, String> environment, PasswordFile password) {
    environment
        .keySet()
        .removeIf(name -> !USUAL.contains(name) && !command.passed().contains(name));
    environment.putAll(order.settings());
    environment.put("PGHOST", order.hosts());
    environment.put("PGPORT", order.ports());
    environment.put("PGDATABASE", order.database());
    environment.put("PGUSER", order.username());
    environment.put("PGPASSFILE", password.path().toString());
    environment.put(MARK, order.attempt());
  }
}
