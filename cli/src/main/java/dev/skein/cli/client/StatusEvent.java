package dev.skein.cli.client;

/**
 * A rollout's status as it was sent.
 *
 * @param last whether the rollout is no longer live, and the stream at its end
 */
public record StatusEvent(RolloutStatus status, boolean last) {}
