package dev.skein.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A password that never shows itself: {@link #toString()} hides it, and no record that holds one
 * shows it. Asked at every connect, so that a file that was rotated meanwhile is read again.
 */
public final class Secret {
  private final Source source;
  private volatile String last = "";

  private Secret(Source source) {
    this.source = source;
  }

  /** Where a password comes from. */
  public interface Source {
    /**
     * The password as it is now.
     *
     * @throws IOException with a message that names the place: it becomes the attempt's outcome
     */
    String read() throws IOException;
  }

  public static Secret of(String value) {
    return new Secret(() -> value);
  }

  /** Asks {@code source} at each use. */
  public static Secret from(Source source) {
    return new Secret(source);
  }

  /** The password, or why there is none. */
  String reveal() throws UnreadableException {
    try {
      last = source.read();
      return last;
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  /** A text without what was last revealed. */
  String hiddenIn(String text) {
    return last.isEmpty() ? text : text.replace(last, "(secret)");
  }

  /** The password cannot be had: as if the server had refused the login. */
  static final class UnreadableException extends java.sql.SQLException {
    private static final long serialVersionUID = 1L;

    UnreadableException(IOException cause) {
      super(cause.getMessage(), "28000", cause);
    }

    String why() {
      @Nullable String message = getMessage();
      return message == null ? "the password cannot be read" : message;
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
