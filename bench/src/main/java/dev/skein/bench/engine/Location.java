package dev.skein.bench.engine;

/** Where a tenant of a bench lies: in schema public of a database of its own, or among others. */
record Location(String database, String schema) {
  /** The schema of a tenant that has its database for itself. */
  static final String OF_A_DATABASE = "public";

  static Location of(String database) {
    return new Location(database, OF_A_DATABASE);
  }

  boolean sharesDatabase() {
    return !schema.equals(OF_A_DATABASE);
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return sharesDatabase() ? database + "." + schema : database;
  }
}
