package dev.skein.engine.backup;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator's command that backs one tenant up. It is told by its environment which one, and says
 * as the last line of its output what the backup is called; any exit code but 0 is a failure.
 *
 * @param command the program and its arguments, as they are: no shell reads them
 * @param timeout how long one backup may take; 30 minutes where it is not given
 * @param environment names of this process's own variables that it gets too (a cloud's
 *     credentials); others than these, and the few that programs need, are kept from it
 */
public record BackupCommand(
    List<String> command, @Nullable Duration timeout, @Nullable List<String> environment) {
  private static final Duration USUAL = Duration.ofMinutes(30);

  public BackupCommand {
    command = command == null ? List.of() : List.copyOf(command);
    environment = environment == null ? List.of() : List.copyOf(environment);
    timeout = timeout == null ? USUAL : timeout;
    if (command.isEmpty() || command.getFirst().isBlank()) {
      throw new IllegalArgumentException(
          "expected a backup command with its program first but got " + command);
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("expected a backup timeout above 0 but got " + timeout);
    }
  }

  /** {@link #timeout}, which is never null once built. */
  public Duration limit() {
    return timeout == null ? USUAL : timeout;
  }

  /** {@link #environment}, which is never null once built. */
  public List<String> passed() {
    return environment == null ? List.of() : environment;
  }
}
