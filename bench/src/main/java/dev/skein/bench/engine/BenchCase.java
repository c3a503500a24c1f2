package dev.skein.bench.engine;

import java.util.Locale;

/** What tenants meet. */
enum BenchCase {
  /** Nothing is pending. */
  NOOP,
  /** One migration is. */
  ONE,
  /** They are empty and take everything. */
  HISTORY;

  /** As it stands in the results. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
