package dev.skein.cli.fleet;

import dev.skein.cli.client.FleetStatus;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.RolloutStatus.Counts;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import dev.skein.cli.watch.BlockedLines;
import dev.skein.cli.watch.ClusterLines;
import dev.skein.cli.watch.TimeLeft;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fleet as text: versions, rollouts, what is wrong, who is late. */
final class FleetLines {
  private final Shell shell;
  private final PrintStream out;

  FleetLines(Shell shell) {
    this.shell = shell;
    this.out = shell.out();
  }

  /**
   * @param allLate whether the late ones follow, so that no sample is shown
   */
  void print(FleetStatus fleet, boolean allLate) {
    head(fleet);
    versions(fleet);
    rollouts(fleet.rollouts());
    fleet.rollouts().forEach(this::trouble);
    fleet
        .backfills()
        .forEach(
            backfill ->
                out.printf(
                    "backfill %s: %s; skein backfills show %1$s%n",
                    backfill.name(), backfill.sentence()));
    fleet.attention().forEach(line -> out.println("attention: " + Texts.line(line)));
    FleetStatus.Late late = fleet.late();
    if (late != null && late.tenants() > 0) {
      out.printf(
          "%n%s late, the first since %s%n",
          Texts.count(late.tenants(), "tenant"), Texts.time(late.since()));
      if (!allLate) {
        late(late.sample());
        int more = late.tenants() - late.sample().size();
        if (more > 0) {
          out.printf("… and %d more: skein status --late%n", more);
        }
      }
    }
    out.flush();
  }

  private void head(FleetStatus fleet) {
    FleetStatus.Newest newest = fleet.newest();
    out.printf(
        "%s; %s%n%n",
        Texts.count(fleet.tenants(), "tenant"),
        newest == null
            ? "no rollout was completed yet"
            : "newest completed release %s (version %s) since %s"
                .formatted(
                    Texts.line(newest.release()),
                    newest.version(),
                    Texts.time(newest.completedAt())));
  }

  private void versions(FleetStatus fleet) {
    Table table = new Table("VERSION", "TENANTS", "SHARE", "LATE SINCE");
    for (FleetStatus.Version version : fleet.versions()) {
      String name = version.version();
      table.row(
          name == null ? "(none)" : name,
          String.valueOf(version.tenants()),
          String.format(Locale.ROOT, "%.1f %%", 100.0 * version.tenants() / fleet.tenants()),
          version.lateSince() == null ? "-" : Texts.time(version.lateSince()));
    }
    table.print(shell);
    out.println();
  }

  private void rollouts(List<RolloutStatus> rollouts) {
    if (rollouts.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            "ROLLOUT", "RELEASE", "STATE", "SINCE", "WAVE", "DONE", "FAILED", "BLOCKED", "LEFT");
    for (RolloutStatus rollout : rollouts) {
      Counts counts = rollout.counts();
      table.row(
          rollout.id(),
          rollout.release().name(),
          rollout.state(),
          time(rollout.stateSince()),
          rollout.currentWave() + 1 + "/" + rollout.waves().size(),
          counts.done() + "/" + rollout.tenants(),
          String.valueOf(counts.failed()),
          String.valueOf(counts.blocked()),
          rollout.ended() ? "-" : TimeLeft.of(rollout));
    }
    table.print(shell);
    out.println();
  }

  private static String time(@Nullable Instant instant) {
    return instant == null ? "-" : Texts.time(instant);
  }

  private void trouble(RolloutStatus rollout) {
    String id = rollout.id();
    String reason = Texts.line(rollout.reason());
    if (!reason.isEmpty()) {
      out.printf("%s %s: %s%n", id, shell.style().red(rollout.state()), reason);
    }
    rollout
        .clusters()
        .forEach(
            cluster -> {
              out.printf("%s %s %s%n", id, shell.style().red("failed"), ClusterLines.what(cluster));
              out.println("  " + ClusterLines.who(cluster));
            });
    BlockedLines.of(rollout.blocked()).forEach(line -> out.printf("%s blocked: %s%n", id, line));
    if (!rollout.ended()) {
      rollout.waitsFor().forEach(what -> out.printf("%s waits for %s%n", id, Texts.line(what)));
    }
    rollout.attention().forEach(line -> out.printf("%s attention: %s%n", id, Texts.line(line)));
  }

  void late(List<FleetStatus.Tenant> tenants) {
    Table table = new Table("TENANT", "SHARD", "VERSION", "LATE SINCE", "STATUS", "ROLLOUT", "WHY");
    for (FleetStatus.Tenant tenant : tenants) {
      table.row(
          tenant.tenant(),
          tenant.shard(),
          tenant.version() == null ? "(none)" : tenant.version(),
          time(tenant.since()),
          tenant.status(),
          tenant.rollout() == null ? "-" : tenant.rollout(),
          tenant.why() == null ? "-" : tenant.why());
    }
    table.print(shell);
  }
}
