package dev.skein.cli.surveys;

import dev.skein.cli.client.SurveyAnswer;
import dev.skein.cli.client.SurveyStatus;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import dev.skein.contracts.answer.BaselineResult;
import dev.skein.contracts.answer.Refusal;
import dev.skein.contracts.answer.TenantBaseline;
import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.id.SchemaVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of taking tenants on.
 *
 * @param answers as the tenants gave them, by tenant
 * @param differences from the reference, by tenant; only of those that are not like it
 */
record Baselines(
    SurveyStatus status, List<SurveyAnswer> answers, Map<String, CatalogDiff> differences) {
  private static final int MOST_DIFFERENCES = 20;

  Baselines {
    answers = List.copyOf(answers);
    differences = new LinkedHashMap<>(differences);
  }

  static Baselines of(Survey survey, @Nullable ReferenceTenant like) {
    Map<String, CatalogDiff> differences = new LinkedHashMap<>();
    @Nullable Catalog expected = like == null ? null : like.catalog();
    for (SurveyAnswer answer : survey.answers()) {
      @Nullable Catalog found = answer.answer() == null ? null : read(answer).catalog();
      if (expected != null && found != null && expected.serverMajor() == found.serverMajor()) {
        differences.put(answer.tenant(), CatalogDiff.between(expected, found));
      }
    }
    return new Baselines(survey.status(), survey.answers(), differences);
  }

  private static TenantBaseline read(SurveyAnswer answer) {
    return Answers.read(answer, TenantBaseline.class);
  }

  /** Whether every tenant is taken on. */
  boolean isWhole() {
    return answers.stream()
        .allMatch(
            answer -> answer.answer() != null && read(answer).result() != BaselineResult.REFUSED);
  }

  /** Tenants that are taken on alike. */
  private record Done(BaselineResult result, @Nullable SchemaVersion version) {}

  /** Tenants that were refused alike. */
  private record Refused(Refusal refusal, @Nullable CatalogDiff differences) {}

  /**
   * @param like the reference's name, or empty
   */
  void print(Shell shell, String like) {
    Map<Done, List<String>> done = new LinkedHashMap<>();
    Map<Refused, List<String>> refused = new LinkedHashMap<>();
    for (SurveyAnswer answer : answers) {
      if (answer.answer() == null) {
        continue;
      }
      TenantBaseline baseline = read(answer);
      Refusal refusal = baseline.refusal();
      if (refusal != null) {
        add(refused, new Refused(refusal, differences.get(answer.tenant())), answer.tenant());
      } else {
        add(done, new Done(baseline.result(), baseline.version()), answer.tenant());
      }
    }
    done.forEach((what, tenants) -> print(shell, what, tenants));
    refused.forEach((why, tenants) -> print(shell, why, tenants, like));
    new Survey(status, answers).printUnanswered(shell);
  }

  private static void print(Shell shell, Done what, List<String> tenants) {
    shell
        .out()
        .printf(
            "%s %s at version %s%n",
            what.result() == BaselineResult.ALREADY ? "baselined before:" : "baselined",
            Texts.count(tenants.size(), "tenant"),
            what.version());
    shell.out().println("  " + Names.some(tenants));
  }

  private static void print(Shell shell, Refused why, List<String> tenants, String like) {
    shell
        .out()
        .printf(
            "refused %s: %s%n",
            Texts.count(tenants.size(), "tenant"), Texts.line(why.refusal().message()));
    shell.out().println("  " + Names.some(tenants));
    CatalogDiff differences = why.differences();
    if (differences == null) {
      return;
    }
    shell.out().printf("  unlike %s:%n", like);
    differences.differences().stream()
        .limit(MOST_DIFFERENCES)
        .forEach(difference -> shell.out().println("    " + Texts.line(difference.toString())));
    int more = differences.differences().size() - MOST_DIFFERENCES;
    if (more > 0) {
      shell.out().printf("    and %d more (with --json: all)%n", more);
    }
  }

  private static <K> void add(Map<K, List<String>> groups, K key, String tenant) {
    groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(tenant);
  }
}
