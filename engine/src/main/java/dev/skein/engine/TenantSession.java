package dev.skein.engine;

/**
 * The server's side of a connection, as it was before anything ran on it.
 *
 * @param pid of the server process that answered
 * @param searchPath as the login and the database set it
 * @param role as the login and the database set it, usually {@code none}
 */
record TenantSession(int pid, String searchPath, String role) {

  /** The path that Flyway sets before each script: the schema in front, unless it is there. */
  String searchPathWith(String schema) {
    if (searchPath.equals(schema) || searchPath.startsWith(schema + ",")) {
      return searchPath;
    }
    String quoted = TenantTables.quote(schema);
    return searchPath.isBlank() ? quoted : quoted + "," + searchPath;
  }
}
