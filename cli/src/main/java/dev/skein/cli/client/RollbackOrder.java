package dev.skein.cli.client;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a rollout to be taken back.
 *
 * @param plan only to say what would happen
 * @param to what tenants go back to: a release, a version or {@code nothing}; null for what they
 *     are known to have had
 * @param replay whether tenants that had nothing of the release run it and its undo
 * @param acceptLoss that data is lost by it is known and wanted
 * @param policy a policy file's text, or null for that of the rollout that is taken back
 */
public record RollbackOrder(
    boolean plan,
    @Nullable String to,
    boolean replay,
    boolean acceptLoss,
    @Nullable String policy,
    String reason) {}
