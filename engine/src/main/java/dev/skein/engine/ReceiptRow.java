package dev.skein.engine;

/** One script that an attempt executed, by the tenant's own account. */
record ReceiptRow(String script, String sha256) {}
