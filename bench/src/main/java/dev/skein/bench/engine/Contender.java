package dev.skein.bench.engine;

import java.util.List;

/** A way to migrate tenants. */
interface Contender {
  /** As it stands in the results. */
  String name();

  /** Brings all of them to the goal, so many at a time, or fails. */
  void migrate(List<String> databases, Goal goal, int threads);

  /** How many tenants it takes at most; a rate needs no more. */
  default int most() {
    return Integer.MAX_VALUE;
  }

  /** SQL for the versions that a tenant has by this contender's own book-keeping. */
  String versions();
}
