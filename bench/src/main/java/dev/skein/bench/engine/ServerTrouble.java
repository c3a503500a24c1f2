package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import java.sql.SQLException;
import java.util.List;

/** What a server's error means for whoever runs the bench. */
final class ServerTrouble {
  private ServerTrouble() {}

  /**
   * By SQLSTATE: nobody there, login or right refused, or something in the way of the work.
   *
   * @param what what the bench was at
   */
  static CommandFailedException of(String what, SQLException error) {
    String state = String.valueOf(error.getSQLState());
    String line = "%s: %s".formatted(what, error.getMessage());
    if (state.startsWith("08")) {
      return failed(
          ExitCode.UNREACHABLE, line, "next: see that the server runs and --url is right");
    }
    if (state.startsWith("28") || state.equals("42501")) {
      return failed(
          ExitCode.REFUSED,
          line,
          "next: give --username and --password-file of a login that may create databases");
    }
    return new CommandFailedException(ExitCode.ROLLOUT_FAILED, List.of(line));
  }

  private static CommandFailedException failed(ExitCode code, String line, String next) {
    return new CommandFailedException(code, List.of(line, next));
  }
}
