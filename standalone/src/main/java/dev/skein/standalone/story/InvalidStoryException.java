package dev.skein.standalone.story;

/** A page that cannot be played; the message names the page, the line and what was expected. */
public final class InvalidStoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidStoryException(String page, int line, String message) {
    super("%s:%d: %s".formatted(page, line, message));
  }
}
