package dev.skein.bench.engine;

import dev.skein.bench.engine.EngineReport.Result;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result for people, ready for a README. */
final class Markdown {
  private static final String SWEPT = "skein";

  private Markdown() {}

  static String of(EnginePlan plan, EngineReport report) {
    return "Machine: %s%n%n%s%n%n%s"
        .formatted(
            report.machine(),
            circumstances(plan, report),
            plan.sweep() ? sweep(plan, report) : table(report));
  }

  private static String circumstances(EnginePlan plan, EngineReport report) {
    String atATime =
        plan.sweep()
            ? "Skein's tenants/s (of the floor)"
            : "%d at a time".formatted(plan.mostThreads());
    return "%d tenants (history: at least %d), %s, %s, medians of %d interleaved rounds of about %d s, %d migrations."
        .formatted(
            plan.tenants(),
            plan.threads().stream().mapToInt(plan::historyTenants).min().orElseThrow(),
            report.layout(),
            atATime,
            plan.rounds(),
            plan.seconds(),
            plan.history());
  }

  private static String table(EngineReport report) {
    StringBuilder text = new StringBuilder();
    text.append("| case | engine | tenants/s | of floor | spread |\n");
    text.append("|---|---|---:|---:|---:|\n");
    for (Result result : report.cases()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.2f | %.0f %% |%n",
              result.benchCase(),
              result.engine(),
              rate(result.tenantsPerSecond()),
              result.ofFloor(),
              result.spread() * 100));
    }
    return text.toString();
  }

  /** A line for each number of threads, a column for each case. */
  private static String sweep(EnginePlan plan, EngineReport report) {
    StringBuilder text = new StringBuilder();
    text.append("| at a time | noop | one | history |\n");
    text.append("|---:|---:|---:|---:|\n");
    for (int threads : plan.threads()) {
      String cells =
          Arrays.stream(BenchCase.values())
              .map(benchCase -> cell(report, benchCase, threads))
              .collect(Collectors.joining(" | "));
      text.append("| %d | %s |%n".formatted(threads, cells));
    }
    return text.toString();
  }

  private static String cell(EngineReport report, BenchCase benchCase, int threads) {
    return report.cases().stream()
        .filter(it -> it.engine().equals(SWEPT) && it.benchCase().equals(benchCase.label()))
        .filter(it -> it.threads() == threads)
        .map(it -> "%s (%.2f)".formatted(rate(it.tenantsPerSecond()), it.ofFloor()))
        .findFirst()
        .orElseThrow();
  }

  /** As many digits as mean something. */
  static String rate(double perSecond) {
    int decimals = perSecond >= 100 ? 0 : perSecond >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", perSecond);
  }
}
