package dev.skein.cli;

import dev.skein.cli.client.CoordinatorRefusedException;
import dev.skein.cli.client.CoordinatorUnreachableException;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as the user sees it.
 *
 * @param message the first line
 * @param problems further lines
 * @param status the HTTP status, or null where none is behind it
 */
record FailureReport(
    String message, List<String> problems, int exitCode, @Nullable Integer status) {

  static FailureReport of(Throwable failure) {
    return switch (failure) {
      case CommandFailedException it ->
          of(it.exitCode(), it.lines().getFirst(), it.lines().subList(1, it.lines().size()), null);
      case CoordinatorUnreachableException it ->
          of(
              ExitCode.UNREACHABLE,
              message(it),
              List.of("next: see that it runs (skein up) and that the address is right (--url)"),
              null);
      case CoordinatorRefusedException it -> refused(it);
      case IllegalArgumentException it -> of(ExitCode.BAD_INPUT, message(it), List.of(), null);
      default ->
          of(
              ExitCode.BUG,
              "a fault of Skein's own: " + failure,
              List.of("next: run it again with --debug and report what it prints"),
              null);
    };
  }

  /** Wrong usage, as the parser tells it. */
  static FailureReport usage(String message, List<String> next) {
    return of(ExitCode.BAD_INPUT, message, next, null);
  }

  private static FailureReport of(
      ExitCode exitCode, String message, List<String> problems, @Nullable Integer status) {
    return new FailureReport(message, problems, exitCode.number(), status);
  }

  private static FailureReport refused(CoordinatorRefusedException refused) {
    int status = refused.status();
    boolean denied = status == 401 || status == 403 || status == 409;
    List<String> lines = new ArrayList<>(refused.problems());
    if (status == 401) {
      lines.add("next: give the coordinator's token in SKEIN_TOKEN or by --token-file");
    }
    // Where the problems are listed, the detail only repeats them.
    String message = refused.problems().isEmpty() ? message(refused) : lines.removeFirst();
    return of(denied ? ExitCode.REFUSED : ExitCode.BAD_INPUT, message, lines, status);
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  /** Lines for people, or one JSON object, on the error stream. */
  void print(Shell shell, boolean json) {
    if (json) {
      JsonOutput.printLine(shell.err(), this);
      return;
    }
    message.lines().map(Texts::line).forEach(line -> shell.err().println("skein: " + line));
    for (String problem : problems) {
      shell.err().println("skein: " + Texts.line(problem));
    }
  }
}
