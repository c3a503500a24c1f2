package dev.skein.cli.rollouts;

import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.shell.CommandFailedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The policy as it is named on the command line. */
public final class PolicyText {
  /** Stands for the standard policy; a file of that name is {@code ./default}. */
  public static final String STANDARD = "default";

  private static final long LARGEST = 1 << 20;

  private PolicyText() {}

  /** The request under that policy. Only the coordinator judges what the file says. */
  public static RolloutRequest apply(RolloutRequest request, String name) {
    return name.equals(STANDARD) ? request : request.withPolicy(read(Path.of(name)));
  }

  /** At most 1 MiB of UTF-8; else the command ends as on bad input. */
  public static String read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw refused(file, "it is larger than 1 MiB");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw refused(file, "there is no such file");
    } catch (CharacterCodingException e) {
      throw refused(file, "it is not UTF-8");
    } catch (IOException e) {
      throw refused(file, "it cannot be read (" + e.getMessage() + ")");
    }
  }

  private static CommandFailedException refused(Path file, String got) {
    return CommandFailedException.badInput(
        "expected a policy file (or \"%s\" for the standard policy) but got %s: %s"
            .formatted(STANDARD, file, got));
  }
}
