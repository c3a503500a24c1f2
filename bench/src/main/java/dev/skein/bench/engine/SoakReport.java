package dev.skein.bench.engine;

import java.util.List;
import java.util.Locale;

/**
 * What a soak saw, as {@code --json} prints it.
 *
 * @param failed tenants whose first attempt failed, as they were made to
 * @param tenantsPerSecond of the first pass, failures included
 * @param heapEarlyMiB the least heap in use during the second tenth of the pass
 * @param heapLateMiB the same during its last tenth
 * @param connectionsMost sessions of the engine on the server at any sample
 * @param wrong what was found lost, twice or touched; empty when all is well
 */
record SoakReport(
    String machine,
    int tenants,
    int versions,
    String layout,
    int threads,
    int failed,
    double tenantsPerSecond,
    double heapEarlyMiB,
    double heapLateMiB,
    int connectionsMost,
    List<String> wrong) {
  SoakReport {
    wrong = List.copyOf(wrong);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("Machine: ").append(machine).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "%d tenants (%s) × %d migrations, %d at a time: %.1f tenants/s (%.0f migrations/s)%n",
            tenants,
            layout,
            versions,
            threads,
            tenantsPerSecond,
            tenantsPerSecond * versions));
    text.append(
        String.format(
            Locale.ROOT,
            "%d made to fail failed, at their script; mended and run again, all stand at the"
                + " head%n",
            failed));
    text.append(
        String.format(
            Locale.ROOT,
            "heap %.1f MiB early, %.1f MiB late; %d connections at most%n",
            heapEarlyMiB,
            heapLateMiB,
            connectionsMost));
    text.append(
        wrong.isEmpty()
            ? "nothing lost, nothing twice, nobody else touched\n"
            : "WRONG: " + String.join("\nWRONG: ", wrong) + "\n");
    return text.toString();
  }
}
