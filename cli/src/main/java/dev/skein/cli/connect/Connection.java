package dev.skein.cli.connect;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coordinator: {@code --url}, then {@code --home}, SKEIN_URL, SKEIN_HOME, {@code
 * ~/.skein}; and its token: {@code --token-file}, then SKEIN_TOKEN, then the home folder's, which
 * is sent to the home folder's coordinator alone.
 */
public final class Connection {
  private static final int LONGEST_TOKEN = 8192;

  private Connection() {}

  /** Fails with one line that says what is missing and how to give it. */
  public static CoordinatorClient open(Shell shell) {
    URI given = given(shell);
    Optional<LocalCoordinator> local = LocalCoordinator.in(shell.home());
    URI url =
        given != null ? given : local.map(LocalCoordinator::url).orElseThrow(() -> none(shell));
    Optional<Path> localToken =
        local.filter(it -> it.url().equals(url)).map(LocalCoordinator::token);
    String token = token(shell, url, localToken);
    try {
      return new CoordinatorClient(url, token);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable URI given(Shell shell) {
    if (shell.url() != null || shell.homeGiven()) {
      return shell.url();
    }
    String url = shell.env("SKEIN_URL").orElse(null);
    try {
      return url == null ? null : URI.create(url);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badInput(
          "expected an address like http://127.0.0.1:8080 in SKEIN_URL but got \"" + url + "\"");
    }
  }

  private static CommandFailedException none(Shell shell) {
    return new CommandFailedException(
        ExitCode.UNREACHABLE,
        List.of(
            "expected a coordinator but %s knows of none".formatted(shell.home()),
            "next: start one with \"skein up\", or name one by --url or SKEIN_URL"));
  }

  private static String token(Shell shell, URI url, Optional<Path> localToken) {
    Path file = shell.tokenFile();
    if (file == null && shell.env("SKEIN_TOKEN").isPresent()) {
      return shell.env("SKEIN_TOKEN").orElseThrow().strip();
    }
    if (file == null) {
      file = localToken.orElseThrow(() -> noToken(url));
    }
    return read(file);
  }

  private static CommandFailedException noToken(URI url) {
    return CommandFailedException.badInput(
        "expected an access token for %s in SKEIN_TOKEN or by --token-file but there is none"
            .formatted(url));
  }

  private static String read(Path file) {
    try (var stream = Files.newInputStream(file)) {
      return new String(
              stream.readNBytes(LONGEST_TOKEN + 1), java.nio.charset.StandardCharsets.UTF_8)
          .strip();
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "expected a readable access token in %s but got %s".formatted(file, e));
    }
  }
}
