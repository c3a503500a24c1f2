package dev.skein.cli.shell;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. Null where none was given. */
public final class GlobalOptions {
  // Far behind the commands' own options in every help text.
  private static final int LAST = 1000;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      order = LAST,
      description = "The coordinator (environment: SKEIN_URL; else the one in the home folder).")
  private @Nullable URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      order = LAST + 1,
      description = "A file with the access token (environment, the token itself: SKEIN_TOKEN).")
  private @Nullable Path tokenFile;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      order = LAST + 2,
      description =
          "The home folder of a local coordinator (environment: SKEIN_HOME; else ~/.skein).")
  private @Nullable Path home;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      order = LAST + 3,
      description = "Print JSON, errors too.")
  private boolean json;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      order = LAST + 4,
      description = "No colours (environment: NO_COLOR). There are none but on a terminal.")
  private boolean noColor;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      order = LAST + 5,
      description = "Show stack traces of errors.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = LAST + 6,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // the parser acts on the option itself
  private boolean help;

  @Nullable URI url() {
    return url;
  }

  @Nullable Path tokenFile() {
    return tokenFile;
  }

  @Nullable Path home() {
    return home;
  }

  boolean json() {
    return json;
  }

  boolean noColor() {
    return noColor;
  }

  boolean debug() {
    return debug;
  }
}
