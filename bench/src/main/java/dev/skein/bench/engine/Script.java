package dev.skein.bench.engine;

/** One versioned migration. */
record Script(int version, String description, String sql) {
  String fileName() {
    return "V%d__%s.sql".formatted(version, description);
  }
}
