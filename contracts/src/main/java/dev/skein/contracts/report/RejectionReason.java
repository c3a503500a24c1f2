package dev.skein.contracts.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a tenant or a command was turned away. */
public enum RejectionReason {
  /** The tenant has already seen a later epoch. */
  @JsonProperty("stale-epoch")
  STALE_EPOCH,
  /** The tenant stands at a version that the release does not hold. */
  @JsonProperty("tenant-ahead")
  TENANT_AHEAD,
  /** A script was edited after it was applied. */
  @JsonProperty("edited-migration")
  EDITED_MIGRATION,
  /** A script that was applied is missing from the release. */
  @JsonProperty("missing-migration")
  MISSING_MIGRATION,
  /** A pending version is lower than one already applied. */
  @JsonProperty("out-of-order")
  OUT_OF_ORDER,
  /** An earlier non-transactional script failed half-way. */
  @JsonProperty("half-applied")
  HALF_APPLIED,
  /** The schema holds objects but no history. */
  @JsonProperty("unmanaged-schema")
  UNMANAGED_SCHEMA,
  /** The schema does not exist. */
  @JsonProperty("missing-schema")
  MISSING_SCHEMA,
  /** The database was stamped with another tenant id. */
  @JsonProperty("wrong-tenant")
  WRONG_TENANT,
  /** The bundle is missing, or is not what its digest says. */
  @JsonProperty("bad-bundle")
  BAD_BUNDLE,
  /** The server is older than Skein supports, or not reached as Skein needs it. */
  @JsonProperty("unsupported-server")
  UNSUPPORTED_SERVER,
  /** The release holds what this engine does not run. */
  @JsonProperty("unsupported-release")
  UNSUPPORTED_RELEASE,
  /** The worker does not know how to carry the command out. */
  @JsonProperty("unsupported-command")
  UNSUPPORTED_COMMAND,
  /** The tenant to be taken on at a version has a history already. */
  @JsonProperty("already-managed")
  ALREADY_MANAGED,
  /** The tenant's schema is not as it was expected to be. */
  @JsonProperty("fingerprint-mismatch")
  FINGERPRINT_MISMATCH,
  /** A backfill that the release requires is not done on the tenant. */
  @JsonProperty("backfill-pending")
  BACKFILL_PENDING
}
