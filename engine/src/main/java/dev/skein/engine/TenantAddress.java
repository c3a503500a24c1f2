package dev.skein.engine;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a tenant is and how to get in. Its text form shows neither the URL nor the password. A part
 * that is not as described is an {@link IllegalArgumentException} that never shows the URL.
 *
 * @param serverUrl the shard's server: {@code jdbc:postgresql://host:port/anydb?parameters},
 *     without user or password; its database is not used
 * @param database the tenant's database as the server knows it: any characters, 1 to 63 bytes
 * @param schema the tenant's schema, likewise; not one of the server's own
 * @param username who logs in
 * @param password asked at each connect
 */
public record TenantAddress(
    String serverUrl, String database, String schema, String username, Secret password) {
  private static final int NAME_BYTES = 63;

  public TenantAddress {
    requireName("database", database);
    requireName("schema", schema);
    requireName("username", username);
    if (schema.startsWith("pg_") || schema.equals("information_schema")) {
      throw new IllegalArgumentException(
          "expected a tenant's schema but got the server's own \"%s\"".formatted(schema));
    }
    server(serverUrl);
  }

  /** What the URL says, by pgjdbc's own reading of it. */
  Properties server() {
    return server(serverUrl);
  }

  private static Properties server(String url) {
    @Nullable Properties parsed = Driver.parseURL(url, null);
    if (parsed == null || PGProperty.PG_HOST.getOrDefault(parsed) == null) {
      throw new IllegalArgumentException(
          "expected a server URL like jdbc:postgresql://host:5432/postgres but got another form");
    }
    if (parsed.getProperty(PGProperty.USER.getName()) != null
        || parsed.getProperty(PGProperty.PASSWORD.getName()) != null) {
      throw new IllegalArgumentException(
          "expected a server URL without user and password but it holds one of them");
    }
    return parsed;
  }

  private static void requireName(String what, String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > NAME_BYTES || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "expected a %s of 1 to %d bytes but got %d".formatted(what, NAME_BYTES, bytes));
    }
  }

  @Override
  public String toString() {
    return "TenantAddress[database=%s, schema=%s]".formatted(database, schema);
  }
}
