package dev.skein.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** A process that starts a server, has it keep something, and dies without a word. */
final class Orphan {
  private Orphan() {}

  public static void main(String[] args) throws Exception {
    PostgresServer server = PostgresServer.start(Path.of(args[0]), Path.of(args[1]));
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept as select 7 as answer");
    }
    Runtime.getRuntime().halt(9);
  }
}
