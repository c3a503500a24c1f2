package dev.skein.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Shows the commands of {@code skein --help} by what they are for. */
final class HelpGroups {
  private static final int NAME_WIDTH = 14;
  private static final int WIDTH = 100;

  private HelpGroups() {}

  static void apply(CommandLine skein) {
    UsageMessageSpec usage = skein.getCommandSpec().usageMessage();
    usage.commandListHeading("");
    List<String> sections = new ArrayList<>(skein.getHelpSectionKeys());
    // The commands are what is looked for; the options come behind them.
    sections.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
    sections.add(
        sections.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING),
        UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
    usage.sectionKeys(sections);
    usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpGroups::render);
  }

  private static String render(Help help) {
    Map<String, List<Help>> groups = new LinkedHashMap<>();
    List.of("Releases and rollouts", "The fleet", "Run Skein", "This program")
        .forEach(title -> groups.put(title, new ArrayList<>()));
    help.subcommands()
        .forEach(
            (name, command) ->
                groups.computeIfAbsent(group(name), _ -> new ArrayList<>()).add(command));
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (title, commands) -> {
          if (!commands.isEmpty()) {
            text.append(System.lineSeparator()).append(title).append(':');
            text.append(System.lineSeparator()).append(table(help, commands));
          }
        });
    return text.toString();
  }

  /** Other modules' commands run parts of Skein. */
  private static String group(String name) {
    if (Set.of(
            "publish",
            "rollout",
            "rollback",
            "watch",
            "plan",
            "rehearse",
            "releases",
            "policy",
            "webhooks",
            "audit")
        .contains(name)) {
      return "Releases and rollouts";
    }
    return switch (name) {
      case "status", "tenants", "freeze", "backfills", "inspect", "drift", "shards" -> "The fleet";
      case "version", "completion" -> "This program";
      default -> "Run Skein";
    };
  }

  private static String table(Help help, List<Help> commands) {
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(NAME_WIDTH, 2, Overflow.SPAN),
            new Column(WIDTH - NAME_WIDTH, 0, Overflow.WRAP));
    for (Help command : commands) {
      String[] description = command.commandSpec().usageMessage().description();
      table.addRowValues(
          help.colorScheme().commandText(command.commandSpec().name()),
          help.colorScheme().text(description.length == 0 ? "" : description[0]));
    }
    return table.toString();
  }
}
