package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a bench runs on: one of its own, or that of {@code --url}. */
final class ServerOptions {
  @Option(
      names = "--username",
      paramLabel = "NAME",
      description = "Who logs in at --url (postgres); must be allowed to create databases.")
  private @Nullable String username;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with the password for --url.")
  private @Nullable Path passwordFile;

  BenchServer server(Shell shell) throws IOException {
    URI url = shell.url();
    if (url == null) {
      if (username != null || passwordFile != null) {
        throw CommandFailedException.badInput(
            "expected --username and --password-file with --url but there is no --url");
      }
      return BenchServer.embedded();
    }
    return BenchServer.given(
        new ServerLogin(url.toString(), username == null ? "postgres" : username, password()));
  }

  private String password() {
    if (passwordFile == null) {
      return "";
    }
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "expected a password in %s but it cannot be read".formatted(passwordFile));
    }
  }
}
