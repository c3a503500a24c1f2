package dev.skein.bench.engine;

/**
 * A contender as it is measured.
 *
 * @param threads tenants at a time
 */
record Entrant(Contender contender, int threads) {
  String name() {
    return contender.name();
  }
}
