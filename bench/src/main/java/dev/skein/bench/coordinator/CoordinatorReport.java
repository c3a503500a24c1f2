package dev.skein.bench.coordinator;

/**
 * What a run gave, as {@code --json} prints it.
 *
 * @param commandsSeconds from asking for the rollout until the last tenant's command was read by
 *     its worker
 * @param resultsPerSecond results stored a second, from the first one said until the rollout was
 *     over; each comes with a Started, and some twice
 * @param statusP99Millis of the rollout's status, asked for 200 times a second all the while
 * @param failedPageP99Millis of pages of 100 failed tenants, one after another, after the results
 * @param heapMaxMiB the most heap that the coordinator used, what awaited collection included
 * @param storeBytesPerTenant by which the store grew from the rollout, for each tenant
 */
record CoordinatorReport(
    int tenants,
    int shards,
    double commandsSeconds,
    double resultsPerSecond,
    double statusP99Millis,
    double failedPageP99Millis,
    double heapMaxMiB,
    long storeBytesPerTenant) {}
