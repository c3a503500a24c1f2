package dev.skein.cli.client;

/**
 * What a publish did.
 *
 * @param created false when the same release was there already
 */
public record PublishAnswer(boolean created, ReleaseInfo release) {}
