package dev.skein.cli.connect;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.contracts.codec.MessageCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A coordinator on this machine, as it describes itself in {@code coordinator.json} of its home
 * folder.
 *
 * @param token where its access token lies
 */
record LocalCoordinator(URI url, Path token) {

  /** As it stands in the file. */
  private record Description(@Nullable String url, @Nullable String tokenFile) {}

  /** Empty when none ever ran in that folder. */
  static Optional<LocalCoordinator> in(Path home) {
    Path file = home.resolve("coordinator.json");
    try {
      Description description =
          MessageCodec.jsonMapper().readValue(Files.readAllBytes(file), Description.class);
      if (description == null || description.url() == null || description.tokenFile() == null) {
        throw broken(file, "there is none");
      }
      return Optional.of(
          new LocalCoordinator(
              URI.create(description.url()), home.resolve(description.tokenFile())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw broken(file, "it cannot be read (" + e + ")");
    } catch (JacksonException | IllegalArgumentException e) {
      throw broken(file, "it holds something else");
    }
  }

  private static CommandFailedException broken(Path file, String got) {
    return new CommandFailedException(
        ExitCode.BAD_INPUT,
        List.of(
            "expected {\"url\": …, \"tokenFile\": …} in %s but %s".formatted(file, got),
            "next: start the coordinator again with \"skein up\", or give --url"));
  }
}
