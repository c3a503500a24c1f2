package dev.skein.cli.watch;

import dev.skein.cli.client.FailureCluster;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.RolloutStatus.Counts;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Style;
import dev.skein.cli.shell.Texts;
import java.io.PrintStream;
import java.util.List;

/** How a rollout ended: failures by cause, what to do next, and one line that scripts may read. */
final class Summary {
  private static final int SHOWN_CLUSTERS = 20;

  private final PrintStream out;
  private final Style style;

  Summary(Shell shell) {
    this.out = shell.out();
    this.style = shell.style();
  }

  void print(RolloutStatus status, List<FailureCluster> failures) {
    failures.stream().limit(SHOWN_CLUSTERS).forEach(this::cluster);
    if (failures.size() > SHOWN_CLUSTERS) {
      out.printf("… and %d more causes%n", failures.size() - SHOWN_CLUSTERS);
    }
    Counts counts = status.counts();
    String reason = Texts.line(status.reason());
    if (!reason.isEmpty()) {
      out.printf("%s: %s%n", status.halted() ? "halted" : "reason", reason);
    }
    if (status.halted() && counts.inFlight() > 0) {
      out.println(Texts.count(counts.inFlight(), "tenant") + " still in flight");
    }
    if (counts.excepted() > 0) {
      out.println(Texts.count(counts.excepted(), "tenant") + " skipped, quarantined or cancelled");
    }
    next(status);
    if (counts.alreadyCurrent() > 0) {
      out.println(Texts.count(counts.alreadyCurrent(), "tenant") + " already current");
    }
    out.println(lastLine(status));
    out.flush();
  }

  /** {@code COMPLETED: 60 tenants, 60 succeeded, 0 failed in 4.2 s}. */
  private String lastLine(RolloutStatus status) {
    return "%s: %s, %d succeeded, %d failed in %s"
        .formatted(
            state(status),
            Texts.count(status.tenants(), "tenant"),
            status.counts().well(),
            status.counts().failed(),
            Texts.took(status.elapsed()));
  }

  private String state(RolloutStatus status) {
    if (status.state().equals("COMPLETED")) {
      return style.green(status.state());
    }
    return status.ended() || status.halted() ? style.red(status.state()) : status.state();
  }

  private void cluster(FailureCluster cluster) {
    out.printf("%s %s%n", style.red("failed"), ClusterLines.what(cluster));
    out.println("  " + ClusterLines.who(cluster));
  }

  private void next(RolloutStatus status) {
    String id = status.id();
    if (status.halted()) {
      out.printf("next: repair what failed, then: skein rollout retry %s%n", id);
      out.printf(
          "      or go on without it: skein rollout resume %s; or end it: skein rollout abort %s%n",
          id, id);
    } else if (status.ended()
        && status.counts().failed() > 0
        && !status.state().equals("ABORTED")) {
      out.printf("next: repair what failed, then: skein rollout retry %s%n", id);
    }
  }
}
