package dev.skein.cli.shell;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What standard output is.
 *
 * @param interactive whether a person's terminal that can move its cursor
 * @param unicode whether it shows characters beyond ASCII
 * @param size asked again for each picture, since windows are resized
 */
public record Terminal(boolean interactive, boolean unicode, Supplier<Size> size) {
  private static final Size USUAL = new Size(80, 24);

  /** A file or a pipe. */
  public static final Terminal NONE = new Terminal(false, true, () -> USUAL);

  /** In characters. */
  public record Size(int columns, int rows) {}

  /**
   * The process's own. Java cannot tell whether output alone goes to a terminal: the launcher says
   * so by the system property {@code skein.terminal}.
   */
  public static Terminal detect(Map<String, String> env) {
    boolean interactive = Boolean.getBoolean("skein.terminal") && !"dumb".equals(env.get("TERM"));
    boolean unicode =
        Charset.forName(System.getProperty("stdout.encoding", "UTF-8")).newEncoder().canEncode('█');
    return new Terminal(interactive, unicode, interactive ? new TerminalSize() : () -> USUAL);
  }
}
