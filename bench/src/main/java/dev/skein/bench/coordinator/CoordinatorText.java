package dev.skein.bench.coordinator;

import java.util.Locale;

/** The result for people, beside its goals, ready for a README. */
final class CoordinatorText {
  private CoordinatorText() {}

  static String of(String machine, CoordinatorReport report) {
    StringBuilder text = new StringBuilder();
    text.append("Machine: ").append(machine).append("\n\n");
    text.append(
        String.format(
            Locale.ROOT, "%,d tenants on %d shards%n%n", report.tenants(), report.shards()));
    text.append("| what | measured | goal | |\n|---|---:|---:|---|\n");
    atMost(text, "all commands out, s", report.commandsSeconds(), 60);
    atLeast(text, "results stored a second", report.resultsPerSecond(), 5000);
    atMost(text, "status p99 at 200 requests/s, ms", report.statusP99Millis(), 50);
    atMost(text, "page of failed tenants p99, ms", report.failedPageP99Millis(), 20);
    atMost(text, "coordinator's heap, MiB", report.heapMaxMiB(), 512);
    text.append("| store, bytes a tenant and rollout | ")
        .append(report.storeBytesPerTenant())
        .append(" | | |\n");
    return text.toString();
  }

  private static void atMost(StringBuilder text, String what, double measured, double goal) {
    row(text, what, measured, "≤ " + Math.round(goal), measured <= goal);
  }

  private static void atLeast(StringBuilder text, String what, double measured, double goal) {
    row(text, what, measured, "≥ " + Math.round(goal), measured >= goal);
  }

  private static void row(
      StringBuilder text, String what, double measured, String goal, boolean met) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %s | %s |%n",
            what,
            measured,
            goal,
            met ? "met" : "missed"));
  }
}
