package dev.skein.engine;

import dev.skein.contracts.report.TenantFingerprints;

/**
 * Hears how an attempt goes, on the attempt's own thread: it must return soon, since a transaction
 * may be open. What it throws is logged and changes nothing.
 */
public interface MigrationListener {

  /**
   * The engine is connected and about to work; once more where it had to connect again.
   *
   * @param backendPid the server process that works for the attempt
   */
  void started(int backendPid);

  /**
   * A script starts or is committed.
   *
   * @param script its path in the release
   * @param done scripts that are committed
   * @param total scripts that were pending when the attempt started
   */
  void progressed(String script, int done, int total);

  /**
   * A backup was taken, and the first script follows.
   *
   * @param reference what its command calls it, without secrets
   */
  default void backedUp(String reference) {}

  /**
   * A fingerprint was taken, as it was asked for: first before the scripts, then with the one after
   * them.
   */
  default void fingerprinted(TenantFingerprints fingerprints) {}

  /** Hears nothing. */
  static MigrationListener none() {
    return new MigrationListener() {
      @Override
      public void started(int backendPid) {}

      @Override
      public void progressed(String script, int done, int total) {}
    };
  }
}
