package dev.skein.cli.surveys;

import dev.skein.cli.client.SurveyAnswer;
import dev.skein.cli.rollouts.TargetOptions;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.command.InspectTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "inspect",
    description = {
      "Ask tenants themselves: version, server, and the fingerprint of their schema.",
      "Reads only, and takes no locks."
    },
    footer = {
      "",
      "Exit codes: 0 all answered, 2 some did not.",
      "",
      "Examples:",
      "  skein inspect",
      "  skein inspect --tenants acme --history --json"
    })
final class InspectCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final TargetOptions targets = new TargetOptions();

  @Option(names = "--history", description = "With the rows of Flyway's history (with --json).")
  private boolean history;

  @Option(names = "--catalog", description = "With all that the fingerprint is of (with --json).")
  private boolean catalog;

  InspectCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Survey survey = Survey.ask(shell, targets.survey("inspect", null, facts()));
    if (shell.json()) {
      JsonOutput.print(shell.out(), survey);
    } else {
      print(survey);
    }
    return (survey.unanswered().isEmpty() ? ExitCode.DONE : ExitCode.ROLLOUT_FAILED).number();
  }

  private List<String> facts() {
    List<String> facts = new ArrayList<>(List.of(InspectTenant.FINGERPRINT));
    if (history) {
      facts.add(InspectTenant.HISTORY);
    }
    if (catalog) {
      facts.add(InspectTenant.CATALOG);
    }
    return facts;
  }

  private void print(Survey survey) {
    Table table = new Table("TENANT", "SHARD", "VERSION", "SERVER", "OBJECTS", "FINGERPRINT");
    for (SurveyAnswer answer : survey.answers()) {
      if (answer.answer() != null) {
        TenantInspection inspection = Answers.read(answer, TenantInspection.class);
        table.row(
            answer.tenant(),
            answer.shard(),
            inspection.version() == null ? "-" : inspection.version().toString(),
            inspection.server(),
            String.valueOf(inspection.objects()),
            inspection.fingerprint() == null ? "-" : inspection.fingerprint().toString());
      }
    }
    table.print(shell);
    survey.printUnanswered(shell);
  }
}
