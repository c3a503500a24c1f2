package dev.skein.cli.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that holds tenants, and the workers that serve it.
 *
 * @param concurrency the most attempts at once, as its workers announce
 */
public record ShardInfo(
    String id, int concurrency, int tenants, int inFlight, List<Worker> workers) {
  public ShardInfo {
    id = Absent.text(id);
    workers = Absent.list(workers);
  }

  /**
   * @param live whether it was heard of lately
   */
  public record Worker(String id, @Nullable Instant seenAt, boolean stopping, boolean live) {}
}
