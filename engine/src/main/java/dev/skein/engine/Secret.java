package dev.skein.engine;

import java.util.function.Supplier;

/**
 * A password that never shows itself: {@link #toString()} hides it, and no record that holds one
 * shows it. Asked at every connect, so that a file that was rotated meanwhile is read again.
 */
public final class Secret {
  private final Supplier<String> source;

  private Secret(Supplier<String> source) {
    this.source = source;
  }

  public static Secret of(String value) {
    return new Secret(() -> value);
  }

  /** Asks {@code source} at each use; what that throws reaches the caller of the engine. */
  public static Secret from(Supplier<String> source) {
    return new Secret(source);
  }

  String reveal() {
    return source.get();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
