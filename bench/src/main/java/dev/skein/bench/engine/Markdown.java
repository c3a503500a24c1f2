package dev.skein.bench.engine;

import java.util.Locale;

/** The result for people, ready for a README. */
final class Markdown {
  private Markdown() {}

  static String of(EnginePlan plan, EngineReport report) {
    StringBuilder text = new StringBuilder();
    text.append("Machine: ").append(report.machine()).append("\n\n");
    text.append(
        "%d tenants (history: %d), %d at a time, medians of %d interleaved rounds, %d migrations.%n%n"
            .formatted(
                plan.tenants(),
                plan.historyTenants(),
                plan.threads(),
                plan.rounds(),
                plan.history()));
    text.append("| case | engine | tenants/s | of floor | spread |\n");
    text.append("|---|---|---:|---:|---:|\n");
    for (EngineReport.Result result : report.cases()) {
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

  /** As many digits as mean something. */
  static String rate(double perSecond) {
    int decimals = perSecond >= 100 ? 0 : perSecond >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", perSecond);
  }
}
