package dev.skein.contracts.command;

import org.jspecify.annotations.Nullable;

/**
 * Bring the tenant to the release: migrations, then repeatables and seeds.
 *
 * @param backup null as {@link BackupRule#OFF}
 * @param fingerprint null as {@link FingerprintRule#OFF}
 */
public record MigrateTenant(
    TenantTarget target,
    AttemptOrder order,
    ReleaseOrder release,
    @Nullable BackupRule backup,
    @Nullable FingerprintRule fingerprint)
    implements TenantCommand {}
