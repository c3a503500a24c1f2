package dev.skein.cli.watch;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.CoordinatorRefusedException;
import dev.skein.cli.client.CoordinatorUnreachableException;
import dev.skein.cli.client.FailureCluster;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.Shell;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a rollout until it ends or halts; a pause is waited through. On a terminal the picture is
 * redrawn in place, elsewhere lines are printed. A coordinator that goes away is waited for, two
 * minutes long.
 */
public final class RolloutWatch {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TICK = Duration.ofMillis(100);
  // Twice what the coordinator's keep-alive leaves between two signs of life.
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final CoordinatorClient client;
  private final WatchView view;
  private final WatchGoal goal;
  private final long begunAt = System.nanoTime();
  private RolloutStatus status;
  private long heardAt = System.nanoTime();
  private long distrustedAt = heardAt;
  private long haltedAt;
  private @Nullable String trouble;

  private RolloutWatch(
      CoordinatorClient client, RolloutStatus status, WatchView view, WatchGoal goal) {
    this.client = client;
    this.status = status;
    this.view = view;
    this.goal = goal;
  }

  /**
   * Shows the rollout, then its summary, and gives the exit code: 0 when it completed, 2 when it
   * ended in any other way or halted. With {@code --json} each status is one line instead.
   *
   * @param rolloutId a rollout's id, or {@code latest}
   */
  public static int watch(CoordinatorClient client, String rolloutId, Shell shell) {
    return watch(client, rolloutId, shell, WatchGoal.END);
  }

  /** The same, but over as well when the goal's state is reached, which is 0, or its limit is. */
  public static int watch(CoordinatorClient client, String rolloutId, Shell shell, WatchGoal goal) {
    WatchView view =
        shell.json()
            ? new JsonLinesView(shell)
            : shell.live() ? new LiveView(shell) : new LineView(shell);
    RolloutStatus end = follow(client, rolloutId, view, goal);
    if (!shell.json()) {
      new Summary(shell).print(end, failures(client, end));
    }
    return (goal.reached(end) ? ExitCode.DONE : exitCode(end)).number();
  }

  /** Follows in silence and gives the last status. */
  public static RolloutStatus await(CoordinatorClient client, String rolloutId) {
    return follow(client, rolloutId, new QuietView(), WatchGoal.END);
  }

  /** Prints how a rollout stands as the end of a watch would. */
  public static void summarize(CoordinatorClient client, RolloutStatus status, Shell shell) {
    new Summary(shell).print(status, failures(client, status));
  }

  /** What a script learns from a rollout's last status. */
  public static ExitCode exitCode(RolloutStatus status) {
    return status.state().equals("COMPLETED") ? ExitCode.DONE : ExitCode.ROLLOUT_FAILED;
  }

  private static RolloutStatus follow(
      CoordinatorClient client, String rolloutId, WatchView view, WatchGoal goal) {
    try (view) {
      RolloutStatus first = client.rollout(rolloutId);
      return new RolloutWatch(client, first, view, goal).run();
    }
  }

  private static List<FailureCluster> failures(CoordinatorClient client, RolloutStatus status) {
    try {
      return status.counts().failed() == 0 ? List.of() : client.failures(status.id());
    } catch (CoordinatorRefusedException | CoordinatorUnreachableException e) {
      // The end is known; only its detail is missing.
      return List.of();
    }
  }

  private RolloutStatus run() {
    try (StatusFeed feed = new StatusFeed(client, status.id(), PATIENCE)) {
      while (!over()) {
        view.show(status, age(), trouble);
        take(feed.next(TICK));
        if (age().compareTo(SILENCE) > 0 && since(distrustedAt).compareTo(SILENCE) > 0) {
          distrustedAt = System.nanoTime();
          feed.distrust();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    view.show(status, Duration.ZERO, null);
    return status;
  }

  /** A halted rollout is over once its started attempts are, if that does not take long. */
  private boolean over() {
    Duration limit = goal.limit();
    if (goal.reached(status) || (limit != null && since(begunAt).compareTo(limit) > 0)) {
      return true;
    }
    if (!status.halted()) {
      haltedAt = 0;
      return status.ended();
    }
    haltedAt = haltedAt == 0 ? System.nanoTime() : haltedAt;
    return status.counts().inFlight() == 0 || since(haltedAt).compareTo(DRAIN) > 0;
  }

  private void take(StatusFeed.@Nullable News news) throws InterruptedException {
    switch (news) {
      case null -> {}
      case StatusFeed.News.Status heard -> {
        status = heard.status();
        heardAt = System.nanoTime();
        trouble = null;
        // Ten pictures a second are enough for anyone.
        Thread.sleep(over() ? Duration.ZERO : TICK);
      }
      case StatusFeed.News.Trouble told -> trouble = told.why();
      case StatusFeed.News.Lost lost -> throw lost.why();
    }
  }

  private Duration age() {
    return since(heardAt);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
