package dev.skein.cli;

import dev.skein.cli.releases.ReleaseCommands;
import dev.skein.cli.rollouts.RolloutCommands;
import dev.skein.cli.shards.ShardCommands;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.tenants.TenantCommands;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** All commands: those of this module, and those that others add. */
final class CommandTree {
  private static final Set<String> BUILT_IN =
      Set.of("publish", "rollout", "watch", "tenants", "releases", "shards", "version");

  private static final int WIDTH = 100;

  private CommandTree() {}

  /** The tree for these arguments: looking for other modules' commands takes time. */
  static CommandLine of(Shell shell, List<String> args) {
    CommandLine skein = new CommandLine(new Root());
    skein.addMixin("options", shell.options());
    skein.addSubcommand(ReleaseCommands.publish(shell));
    skein.addSubcommand(RolloutCommands.group(shell));
    skein.addSubcommand(RolloutCommands.watch(shell));
    skein.addSubcommand(TenantCommands.group(shell));
    skein.addSubcommand(ReleaseCommands.group(shell));
    skein.addSubcommand(ShardCommands.group(shell));
    if (args.isEmpty() || !BUILT_IN.contains(args.getFirst())) {
      added().forEach(command -> skein.addSubcommand(command.name(), command.command(shell)));
    }
    skein.addSubcommand(new VersionCommand(shell));
    skein.addSubcommand(new CompletionCommand(shell));
    configure(skein, shell, args);
    return skein;
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
