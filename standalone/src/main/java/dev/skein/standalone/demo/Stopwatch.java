package dev.skein.standalone.demo;

import java.util.Locale;

/** Times the demo's steps. */
final class Stopwatch {
  private long last = System.nanoTime();

  /** Since the last call, as people say it: {@code 4.2 s}. */
  String lap() {
    long now = System.nanoTime();
    double seconds = (now - last) / 1e9;
    last = now;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
