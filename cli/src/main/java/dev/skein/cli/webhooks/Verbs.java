package dev.skein.cli.webhooks;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine.Command;

/** The verbs that need nothing but a webhook's name. */
final class Verbs {
  private Verbs() {}

  @Command(
      name = "enable",
      description = "Tell it again what happens from now on.",
      footer = {"", "Example:", "  skein webhooks enable ops --reason \"moved to a new machine\""})
  static final class Enable extends VerbCommand {
    Enable(Shell shell) {
      super(shell, "enable", "enabled webhook %s; next: skein webhooks redeliver %1$s --failed%n");
    }
  }

  @Command(
      name = "disable",
      description = "Tell it nothing more, and give up what waits; the record stays.",
      footer = {"", "Example:", "  skein webhooks disable ops --reason \"machine is moved\""})
  static final class Disable extends VerbCommand {
    Disable(Shell shell) {
      super(shell, "disable", "disabled webhook %s; next: skein webhooks enable %1$s%n");
    }
  }

  @Command(
      name = "remove",
      description = "Forget it, its secret and its record.",
      footer = {"", "Example:", "  skein webhooks remove ops --reason \"replaced by pager\""})
  static final class Remove extends VerbCommand {
    Remove(Shell shell) {
      super(shell, "remove", "removed webhook %s%n");
    }
  }
}
