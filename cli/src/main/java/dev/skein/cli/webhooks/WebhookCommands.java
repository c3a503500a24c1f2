package dev.skein.cli.webhooks;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code skein webhooks …}. */
public final class WebhookCommands {
  private WebhookCommands() {}

  @Command(
      name = "webhooks",
      description = "Tell other programs and chats what happens to rollouts.",
      footer = {
        "",
        "Examples:",
        "  skein webhooks add ops https://ops.example.com/skein",
        "  skein webhooks add chat --slack --url-file chat-url --events"
            + " rollout.halted,rollout.approval_needed",
        "  skein webhooks test ops",
        "  skein webhooks deliveries ops --state failed"
      })
  private static final class Group {}

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group())
        .addSubcommand(new AddCommand(shell))
        .addSubcommand(new ListCommand(shell))
        .addSubcommand(new ShowCommand(shell))
        .addSubcommand(new TestCommand(shell))
        .addSubcommand(new DeliveriesCommand(shell))
        .addSubcommand(new RedeliverCommand(shell))
        .addSubcommand(new Verbs.Enable(shell))
        .addSubcommand(new Verbs.Disable(shell))
        .addSubcommand(new Verbs.Remove(shell));
  }
}
