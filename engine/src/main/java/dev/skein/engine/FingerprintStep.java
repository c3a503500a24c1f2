package dev.skein.engine;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.command.FingerprintRule;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.TenantFingerprints;
import dev.skein.engine.fingerprint.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fingerprints before an attempt's first script and after its last one, both under the tenant's
 * lock: what happened between the two was the attempt's own doing, or came past the lock. One that
 * cannot be read is left out and fails nothing: who asked for it decides what that means.
 */
final class FingerprintStep {
  private static final Logger log = LoggerFactory.getLogger(FingerprintStep.class);

  private final FingerprintRule rule;
  private final MigrationRequest request;
  private final AttemptProgress progress;
  private boolean begun;
  private @Nullable SchemaVersion version;
  private @Nullable Fingerprint before;

  FingerprintStep(FingerprintRule rule, MigrationRequest request, AttemptProgress progress) {
    this.rule = rule;
    this.request = request;
    this.progress = progress;
  }

  /** Once, however many rounds and connections the attempt takes. */
  void before(Connection holder, @Nullable SchemaVersion standsAt) {
    if (rule == FingerprintRule.OFF || begun) {
      return;
    }
    begun = true;
    before = read(holder);
    version = before == null ? null : standsAt;
    progress.fingerprinted(new TenantFingerprints(version, before, null));
  }

  /** The release is in, and was verified. */
  void after(Connection holder) {
    if (rule == FingerprintRule.TAKE) {
      progress.fingerprinted(new TenantFingerprints(version, before, read(holder)));
    }
  }

  private @Nullable Fingerprint read(Connection holder) {
    try {
      return CatalogReader.read(holder, request.address().schema())
          .map(Catalog::fingerprint)
          .orElse(null);
    } catch (SQLException e) {
      log.atWarn()
          .addKeyValue("tenant", request.tenant())
          .addKeyValue("attempt", request.attempt())
          .addKeyValue("sqlstate", e.getSQLState())
          .log("a tenant's fingerprint could not be read; its migration goes on");
      return null;
    }
  }
}
