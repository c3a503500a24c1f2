package dev.skein.bench.engine;

import java.util.List;

/** A way to migrate tenants. */
interface Contender {
  /** As it stands in the results. */
  String name();

  /**
   * Brings all of them to each of the goals in turn, so many at a time, or fails. A tenant that has
   * reached one goal waits at the end of the line for the next.
   */
  void migrate(List<Location> tenants, List<Goal> goals, int threads);

  /**
   * Whether a process of its own serves each tenant. That is slow and never gets warm, so that few
   * tenants tell the rate as well as many.
   */
  default boolean aProcessEach() {
    return false;
  }

  /** SQL for the versions that a tenant of that schema has by this contender's own book-keeping. */
  String versions(String schema);
}
