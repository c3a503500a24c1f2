package dev.skein.engine.backup;

/**
 * Takes the backup of a tenant that has something pending, while the attempt holds the tenant's
 * lock: no other migration, and no index build, runs beside it. Blocks; an exception is a bug.
 */
@FunctionalInterface
public interface BackupHook {
  Backup take(BackupOrder order);
}
