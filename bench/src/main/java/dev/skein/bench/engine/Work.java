package dev.skein.bench.engine;

import java.io.IOException;

/** What a case gives contenders to do. */
interface Work {
  BenchCase benchCase();

  /**
   * The next load, made ready before the clock runs.
   *
   * @param turns about how many it is to have; a case has its own least and most
   */
  Load load(Entrant entrant, int turns) throws IOException;

  /** Takes back what nobody needs after the load was done and looked at. */
  default void done(Load load) {}
}
