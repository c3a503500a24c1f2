package dev.skein.bench.engine;

import java.io.PrintStream;

/** Tells how far a run has come, a line at a time. */
final class Progress {
  private final PrintStream out;
  private final int steps;
  private int done;

  /**
   * @param steps rounds in all, those that warm up too
   */
  Progress(PrintStream out, int steps) {
    this.out = out;
    this.steps = steps;
  }

  void say(String line) {
    out.println("bench: " + line);
    out.flush();
  }

  /** One more round is over. */
  void step(String line) {
    done++;
    say("%d of %d: %s".formatted(done, steps, line));
  }
}
