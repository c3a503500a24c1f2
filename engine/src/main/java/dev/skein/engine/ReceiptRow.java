package dev.skein.engine;

import java.util.Set;

/** One script that an attempt executed or skipped, by the tenant's own account. */
record ReceiptRow(String script, String sha256) {
  static final String EXECUTED = "executed";

  /** Recorded, but not run. */
  static final String SKIPPED = "skipped";

  /** The modes of such a row; others tell of no script. */
  static final Set<String> OF_SCRIPTS = Set.of(EXECUTED, SKIPPED);
}
