package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows a rollout while it runs. */
interface WatchView extends AutoCloseable {
  /**
   * Called about ten times a second, whether anything changed or not.
   *
   * @param age since the status was heard
   * @param trouble why the coordinator cannot be heard now, or null
   */
  void show(RolloutStatus status, Duration age, @Nullable String trouble);

  @Override
  void close();
}
