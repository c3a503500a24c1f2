package dev.skein.cli;

import dev.skein.cli.audit.AuditCommand;
import dev.skein.cli.backfills.BackfillCommands;
import dev.skein.cli.drift.DriftCommand;
import dev.skein.cli.fleet.FleetStatusCommand;
import dev.skein.cli.freezes.FreezeCommands;
import dev.skein.cli.policy.PolicyCommands;
import dev.skein.cli.releases.ReleaseCommands;
import dev.skein.cli.rollouts.RolloutCommands;
import dev.skein.cli.shards.ShardCommands;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.surveys.SurveyCommands;
import dev.skein.cli.tenants.TenantCommands;
import dev.skein.cli.webhooks.WebhookCommands;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** All commands: those of this module, and those that others add. */
final class CommandTree {
  private static final int WIDTH = 100;

  private CommandTree() {}

  /**
   * The tree for these arguments. Where the first one names a command of this module, that command
   * alone: to set up all of them takes longer than most of them run.
   */
  static CommandLine of(Shell shell, List<String> args) {
    CommandLine skein = new CommandLine(new Root());
    skein.addMixin("options", shell.options());
    Map<String, Function<Shell, Object>> commands = builtIn();
    String first = args.isEmpty() ? "" : args.getFirst();
    if (commands.containsKey(first) && !first.equals("completion")) {
      commands.keySet().retainAll(Set.of(first));
    } else {
      added().forEach(command -> commands.put(command.name(), command::command));
    }
    commands.forEach((name, command) -> skein.addSubcommand(name, command.apply(shell)));
    configure(skein, shell, args);
    return skein;
  }

  private static Map<String, Function<Shell, Object>> builtIn() {
    Map<String, Function<Shell, Object>> commands = new LinkedHashMap<>();
    commands.put("publish", ReleaseCommands::publish);
    commands.put("rollout", RolloutCommands::group);
    commands.put("rollback", RolloutCommands::rollback);
    commands.put("watch", RolloutCommands::watch);
    commands.put("plan", SurveyCommands::plan);
    commands.put("rehearse", SurveyCommands::rehearse);
    commands.put("releases", ReleaseCommands::group);
    commands.put("policy", PolicyCommands::group);
    commands.put("status", FleetStatusCommand::new);
    commands.put("tenants", TenantCommands::group);
    commands.put("freeze", FreezeCommands::group);
    commands.put("webhooks", WebhookCommands::group);
    commands.put("backfills", BackfillCommands::group);
    commands.put("inspect", SurveyCommands::inspect);
    commands.put("drift", DriftCommand::new);
    commands.put("shards", ShardCommands::group);
    commands.put("audit", AuditCommand::new);
    commands.put("version", VersionCommand::new);
    commands.put("completion", CompletionCommand::new);
    return commands;
  }

  private static List<SkeinCommand> added() {
    return ServiceLoader.load(SkeinCommand.class, CommandTree.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(SkeinCommand::name))
        .toList();
  }

  private static void configure(CommandLine skein, Shell shell, List<String> args) {
    boolean colours = shell.style().on() && !args.contains("--no-color");
    skein.setExpandAtFiles(false);
    skein.setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF));
    skein.setOut(new PrintWriter(shell.out(), true, shell.out().charset()));
    skein.setErr(new PrintWriter(shell.err(), true, shell.err().charset()));
    usage(skein.getCommandSpec());
    HelpGroups.apply(skein);
  }

  private static void usage(CommandSpec spec) {
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .width(WIDTH);
    spec.subcommands().values().forEach(child -> usage(child.getCommandSpec()));
  }
}
