package dev.skein.engine.backfill;

import java.util.Optional;

/** Who lets the batches of a run pass, one by one. Called on the run's own thread. */
public interface BackfillGate {

  /** Waits until another batch may run; empty when the run is to end here, to go on later. */
  Optional<Turn> next() throws InterruptedException;

  /** Leave for one batch, held while it runs; closed also when the batch fails. */
  interface Turn extends AutoCloseable {

    /**
     * The batch is committed.
     *
     * @param rows that it changed
     */
    void ran(long rows, BackfillProgress progress);

    @Override
    void close();
  }
}
