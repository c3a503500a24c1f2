package dev.skein.cli.rollouts;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code skein rollout …}, {@code skein rollback} and {@code skein watch}. */
public final class RolloutCommands {
  private RolloutCommands() {}

  @Command(
      name = "rollout",
      description = "Start rollouts, look at them, steer them.",
      footer = {
        "",
        "Examples:",
        "  skein rollout start 2026.11.3 --wait",
        "  skein rollout status",
        "  skein rollout retry r7-kqzt"
      })
  private static final class Group {}

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group())
        .addSubcommand(new StartCommand(shell))
        .addSubcommand(new StatusCommand(shell))
        .addSubcommand(new WatchCommand(shell))
        .addSubcommand(new PlanCommand(shell))
        .addSubcommand(new Verbs.Approve(shell))
        .addSubcommand(new Verbs.Begin(shell))
        .addSubcommand(new Verbs.Pause(shell))
        .addSubcommand(new Verbs.Resume(shell))
        .addSubcommand(new Verbs.Promote(shell))
        .addSubcommand(new Verbs.Abort(shell))
        .addSubcommand(new Verbs.Accept(shell))
        .addSubcommand(new TenantVerbCommand.Retry(shell))
        .addSubcommand(new TenantVerbCommand.Skip(shell))
        .addSubcommand(new TenantVerbCommand.Quarantine(shell))
        .addSubcommand(new TenantVerbCommand.Release(shell))
        .addSubcommand(new ListCommand(shell))
        .addSubcommand(new TenantsCommand(shell));
  }

  /** {@code skein rollback}. */
  public static Object rollback(Shell shell) {
    return new RollbackCommand(shell);
  }

  /** {@code skein watch}, which is {@code skein rollout watch}. */
  public static Object watch(Shell shell) {
    return new WatchCommand(shell);
  }
}
