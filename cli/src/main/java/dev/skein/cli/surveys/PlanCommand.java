package dev.skein.cli.surveys;

import dev.skein.cli.client.SurveyAnswer;
import dev.skein.cli.rollouts.TargetOptions;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import dev.skein.contracts.answer.HistoryEntry;
import dev.skein.contracts.answer.PlannedScript;
import dev.skein.contracts.answer.Refusal;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.id.SchemaVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "plan",
    description = {
      "Say what a release would do at its tenants, without doing it.",
      "Reads each tenant's own history; takes no locks and writes nothing."
    },
    footer = {
      "",
      "Exit codes: 0 every tenant would take it, 2 some would refuse or did not answer.",
      "",
      "Examples:",
      "  skein plan 2026.11.3",
      "  skein plan 2026.11.3 --label tier=gold --json"
    })
final class PlanCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "RELEASE", description = "A release's name or digest.")
  private String release = "";

  @Mixin private final TargetOptions targets = new TargetOptions();

  PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Survey survey = Survey.ask(shell, targets.survey("plan", release, List.of()));
    Map<String, TenantPlan> plans = new LinkedHashMap<>();
    for (SurveyAnswer answer : survey.answers()) {
      if (answer.answer() != null) {
        plans.put(answer.tenant(), Answers.read(answer, TenantPlan.class));
      }
    }
    if (shell.json()) {
      JsonOutput.print(shell.out(), survey);
    } else {
      print(survey, plans);
    }
    boolean refused = plans.values().stream().anyMatch(plan -> !plan.refusals().isEmpty());
    return (refused || !survey.unanswered().isEmpty() ? ExitCode.ROLLOUT_FAILED : ExitCode.DONE)
        .number();
  }

  /** What a group of tenants has in common. */
  private record Same(@Nullable SchemaVersion version, List<PlannedScript> pending) {}

  private void print(Survey survey, Map<String, TenantPlan> plans) {
    shell
        .out()
        .printf(
            "plan of %s for %s%n",
            Texts.line(survey.status().release()), Texts.count(survey.answers().size(), "tenant"));
    Map<Same, List<String>> groups = new LinkedHashMap<>();
    Map<Refusal, List<String>> refusals = new LinkedHashMap<>();
    Map<String, List<String>> unknown = new LinkedHashMap<>();
    plans.forEach(
        (tenant, plan) -> {
          if (plan.refusals().isEmpty()) {
            add(groups, new Same(plan.version(), plan.pending()), tenant);
          }
          plan.refusals().forEach(refusal -> add(refusals, refusal, tenant));
          plan.unknown().forEach(row -> add(unknown, row(row), tenant));
        });
    groups.forEach(this::printGroup);
    refusals.forEach(
        (refusal, tenants) ->
            lines(
                "would refuse %s: %s"
                    .formatted(
                        Texts.count(tenants.size(), "tenant"), Texts.line(refusal.message())),
                tenants));
    unknown.forEach(
        (row, tenants) ->
            lines(
                "not in the release: %s, applied at %s"
                    .formatted(row, Texts.count(tenants.size(), "tenant")),
                tenants));
    survey.printUnanswered(shell);
  }

  private void printGroup(Same same, List<String> tenants) {
    String from = same.version() == null ? "no version" : "version " + same.version();
    String count = Texts.count(tenants.size(), "tenant");
    if (same.pending().isEmpty()) {
      lines("%s at %s: nothing pending".formatted(count, from), tenants);
      return;
    }
    lines(
        "%s at %s: %s pending".formatted(count, from, Texts.count(same.pending().size(), "script")),
        tenants);
    same.pending()
        .forEach(
            script ->
                shell
                    .out()
                    .println("    " + Texts.line(script.path()) + Answers.how(script.run())));
  }

  private void lines(String first, List<String> tenants) {
    shell.out().println(first);
    shell.out().println("  " + Names.some(tenants));
  }

  private static String row(HistoryEntry row) {
    return Texts.line(row.script());
  }

  private static <K> void add(Map<K, List<String>> groups, K key, String tenant) {
    groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(tenant);
  }
}
