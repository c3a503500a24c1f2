package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows nothing: who asked prints the end alone. */
final class QuietView implements WatchView {
  @Override
  public void show(RolloutStatus status, Duration age, @Nullable String trouble) {}

  @Override
  public void close() {}
}
