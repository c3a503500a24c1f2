package dev.skein.cli.shell;

import java.util.List;

/**
 * Ends a command with lines for the user and an exit code, without a stack trace. Each line names
 * the offender and what was expected; the last may say what to do next.
 */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;
  private final transient List<String> lines;

  public CommandFailedException(ExitCode exitCode, List<String> lines) {
    super(String.join("\n", lines));
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  /** Input that is not as it must be. */
  public static CommandFailedException badInput(String line) {
    return new CommandFailedException(ExitCode.BAD_INPUT, List.of(line));
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public List<String> lines() {
    return lines;
  }
}
