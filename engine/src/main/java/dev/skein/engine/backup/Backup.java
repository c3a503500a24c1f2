package dev.skein.engine.backup;

import dev.skein.contracts.report.FailureKind;

/** How the backup of a tenant went. */
public sealed interface Backup {
  /**
   * It is there.
   *
   * @param reference what its command calls it, one line; what restores it is the operator's to
   *     know
   */
  record Taken(String reference) implements Backup {}

  /**
   * It is not there, or nobody can say where.
   *
   * @param message for people: what was expected, what came, what to do
   */
  record Failed(FailureKind kind, String message) implements Backup {}
}
