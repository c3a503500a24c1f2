package dev.skein.cli.backfills;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine.Command;

/** What people ask of backfills. */
final class Verbs {
  private Verbs() {}

  @Command(
      name = "pause",
      description = {
        "Send no more of it; what runs comes to the end of its slice, a minute at most.",
        "Without --tenants it is paused as a whole, also for tenants to come."
      },
      footer = {"", "Example:", "  skein backfills pause orders-plan --reason \"month's end\""})
  static final class Pause extends VerbCommand {
    Pause(Shell shell) {
      super(shell, "pause", "paused backfill %s on %s; next: skein backfills resume %1$s");
    }
  }

  @Command(
      name = "resume",
      description = "Go on where it was.",
      footer = {"", "Example:", "  skein backfills resume orders-plan"})
  static final class Resume extends VerbCommand {
    Resume(Shell shell) {
      super(shell, "resume", "resumed backfill %s on %s; next: skein backfills show %1$s");
    }
  }

  @Command(
      name = "retry",
      description = "Try it again where it failed; what was committed stays.",
      footer = {
        "",
        "Examples:",
        "  skein backfills retry orders-plan",
        "  skein backfills retry orders-plan --tenants acme,globex --reason \"disk is larger\""
      })
  static final class Retry extends VerbCommand {
    Retry(Shell shell) {
      super(shell, "retry", "retrying backfill %s on %s; next: skein backfills show %1$s");
    }
  }
}
