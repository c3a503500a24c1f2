package dev.skein.engine;

/** One script that an attempt executed or skipped, by the tenant's own account. */
record ReceiptRow(String script, String sha256) {
  static final String EXECUTED = "executed";

  /** Recorded, but not run. */
  static final String SKIPPED = "skipped";
}
