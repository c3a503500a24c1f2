package dev.skein.coordinator.rollouts;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How long a tenant of each shard takes, as the last results said: a moving mean, kept in memory,
 * since it is known again after a few results and nothing wrong is done without it.
 */
@Component
public class ShardTempo {
  /** What the newest result counts; the last ten or so make most of the mean. */
  private static final double NEWEST = 0.1;

  private final Map<String, Double> millis = new ConcurrentHashMap<>();

  /** A tenant of the shard took so long. */
  public void took(String shard, Duration duration) {
    millis.merge(
        shard, (double) duration.toMillis(), (mean, newest) -> mean + NEWEST * (newest - mean));
  }

  /** Null while no result of the shard was heard. */
  @Nullable Duration typical(String shard) {
    Double mean = millis.get(shard);
    return mean == null ? null : Duration.ofMillis(Math.round(mean));
  }
}
