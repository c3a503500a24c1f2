package dev.skein.coordinator.registry;

/**
 * What an import did; unchanged entries were not touched.
 *
 * @param dryRun whether nothing was written
 */
record ImportResult(int created, int updated, int unchanged, boolean dryRun) {}
