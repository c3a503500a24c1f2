package dev.skein.bench.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform beside the engine alone, as {@code --json} prints it.
 *
 * @param engineTenantsPerSecond the engine's median rate, without Kafka and coordinator
 * @param fleetTenantsPerSecond the platform's, from the publishing of a release until the last
 *     result is stored
 * @param ratio the median of the rounds' ratios
 * @param spread of the platform's rate, from the slowest round to the fastest, as a part of the
 *     median
 * @param publishToFirstStartMillis from before the release was sent until it was stored that a
 *     tenant had started; the median of the rounds
 * @param halt of a rollout that was made to halt; null with fewer than 200 tenants
 */
record FleetReport(
    String machine,
    int tenants,
    int threads,
    double engineTenantsPerSecond,
    double fleetTenantsPerSecond,
    double ratio,
    double spread,
    double publishToFirstStartMillis,
    @Nullable HaltTrace halt) {

  String text() {
    String halted =
        halt == null
            ? ""
            : """
            | failing result to the last command, ms | %d |
            | failing result to the last start, ms | %d |
            """
                .formatted(halt.lastCommandMillis(), halt.lastStartMillis());
    return String.format(
            Locale.ROOT,
            """
            Machine: %s

            %d tenants, %d at a time, one migration pending

            | what | |
            |---|---:|
            | engine alone, tenants/s | %s |
            | whole platform, tenants/s | %s |
            | of the engine | %.2f |
            | spread of the platform | %.0f %% |
            | publish to the first tenant's start, ms | %.0f |
            """,
            machine,
            tenants,
            threads,
            Markdown.rate(engineTenantsPerSecond),
            Markdown.rate(fleetTenantsPerSecond),
            ratio,
            spread * 100,
            publishToFirstStartMillis)
        + halted;
  }
}
