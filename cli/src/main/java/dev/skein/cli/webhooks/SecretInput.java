package dev.skein.cli.webhooks;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One line that must not stand on a command line, where other users of the machine see it. */
final class SecretInput {
  private static final int LONGEST = 8192;

  private SecretInput() {}

  /**
   * @param file a file, or {@code -} for the input
   * @param option for messages
   */
  static String read(Shell shell, String file, String option) {
    byte[] bytes;
    try {
      bytes = file.equals("-") ? shell.in().readNBytes(LONGEST) : Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw CommandFailedException.badInput("cannot read " + option + " " + file);
    }
    String line = new String(bytes, StandardCharsets.UTF_8).strip();
    if (line.isEmpty() || line.lines().count() > 1) {
      throw CommandFailedException.badInput(
          "expected one line in %s %s but got %d".formatted(option, file, line.lines().count()));
    }
    return line;
  }
}
