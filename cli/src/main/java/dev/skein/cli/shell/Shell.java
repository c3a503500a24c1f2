package dev.skein.cli.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to do with: streams, environment, terminal, and the global options, which are
 * known once the command line was parsed, that is when a command is called.
 */
public final class Shell {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> env;
  private final Terminal terminal;
  private final GlobalOptions options = new GlobalOptions();

  public Shell(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> env,
      Terminal terminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.env = Map.copyOf(env);
    this.terminal = terminal;
  }

  public InputStream in() {
    return in;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  /** A variable of the environment, unless it is missing or empty. */
  public Optional<String> env(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isEmpty());
  }

  /** For the parser alone, which fills it. */
  public GlobalOptions options() {
    return options;
  }

  /** {@code --home}, or SKEIN_HOME, or {@code ~/.skein}; absolute, perhaps missing. */
  public Path home() {
    Path home = options.home();
    if (home == null) {
      home = env("SKEIN_HOME").map(Path::of).orElseGet(this::userHome);
    }
    return home.toAbsolutePath().normalize();
  }

  private Path userHome() {
    return Path.of(env("HOME").orElseGet(() -> System.getProperty("user.home")), ".skein");
  }

  /** Whether {@code --home} itself was given, which then beats SKEIN_URL. */
  public boolean homeGiven() {
    return options.home() != null;
  }

  /** {@code --url}, or null. */
  public @Nullable URI url() {
    return options.url();
  }

  /** {@code --token-file}, or null. */
  public @Nullable Path tokenFile() {
    return options.tokenFile();
  }

  public boolean json() {
    return options.json();
  }

  public boolean debug() {
    return options.debug();
  }

  /** Whether to draw in place, for a person who looks. */
  public boolean live() {
    return terminal.interactive() && !json() && env("CI").isEmpty();
  }

  public Style style() {
    return new Style(terminal.interactive() && !options.noColor() && env("NO_COLOR").isEmpty());
  }

  /** Whether the output shows characters beyond ASCII. */
  public boolean unicode() {
    return terminal.unicode();
  }

  /** The terminal's size now. */
  public Terminal.Size size() {
    return terminal.size().get();
  }
}
