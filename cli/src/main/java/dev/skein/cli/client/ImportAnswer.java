package dev.skein.cli.client;

/**
 * What an import of tenants did, or would do.
 *
 * @param dryRun whether nothing was written
 */
public record ImportAnswer(int created, int updated, int unchanged, boolean dryRun) {}
