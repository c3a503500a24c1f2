package dev.skein.coordinator.status;

import dev.skein.coordinator.status.StatusQueries.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a rollout stands, as of now: each question asks the store for the revision, and only one of
 * those that find a new one reads the whole. So a thousand watchers cost little more than one, and
 * nobody is ever told what was true before.
 */
@Component
class Standing {
  /** What time alone changes, such as a worker that fell silent, is seen after that long. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final int KEPT = 100;

  private final StatusQueries queries;
  private final Map<String, Read> latest = new ConcurrentHashMap<>();
  private final ReentrantLock reading = new ReentrantLock();

  Standing(StatusQueries queries) {
    this.queries = queries;
  }

  private record Read(long revision, long nanos, RolloutStatus status) {
    /** What was read while one waited may be newer than what one waited for. */
    boolean holds(Revision now) {
      return revision >= now.number() && System.nanoTime() - nanos < FRESH.toNanos();
    }
  }

  /**
   * @param id or {@code latest}
   */
  Optional<RolloutStatus> find(String id) {
    return queries.revision(id).flatMap(this::at);
  }

  private Optional<RolloutStatus> at(Revision revision) {
    Read known = latest.get(revision.id());
    if (known == null || !known.holds(revision)) {
      known = read(revision);
    }
    return Optional.ofNullable(known).map(Read::status).map(status -> status.at(Instant.now()));
  }

  private @Nullable Read read(Revision revision) {
    reading.lock();
    try {
      Read known = latest.get(revision.id());
      if (known != null && known.holds(revision)) {
        return known;
      }
      // What is read may be newer than its revision says, never older.
      Revision now = queries.revision(revision.id()).orElse(null);
      long nanos = System.nanoTime();
      RolloutStatus status = queries.find(revision.id()).orElse(null);
      if (now == null || status == null) {
        return null;
      }
      if (latest.size() >= KEPT) {
        latest.clear();
      }
      Read fresh = new Read(now.number(), nanos, status);
      latest.put(now.id(), fresh);
      return fresh;
    } finally {
      reading.unlock();
    }
  }
}
