package dev.skein.engine;

import org.jspecify.annotations.Nullable;

/** One row of a tenant's receipts, as far as decisions need it. */
record ReceiptRow(
    @Nullable String version, String script, String sha256, String attempt, String mode) {
  static final String EXECUTED = "executed";

  boolean isExecuted() {
    return mode.equals(EXECUTED);
  }
}
