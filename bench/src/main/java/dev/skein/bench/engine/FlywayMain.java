package dev.skein.bench.engine;

import org.flywaydb.core.Flyway;

/** What a loop over tenants starts for each of them: as little as Flyway's API allows. */
final class FlywayMain {
  private FlywayMain() {}

  /** URL, user, folder and schema; the password comes by the environment. */
  public static void main(String[] args) {
    Flyway.configure()
        .dataSource(args[0], args[1], System.getenv(ProcessLoop.PASSWORD))
        .locations("filesystem:" + args[2])
        .defaultSchema(args[3])
        .load()
        .migrate();
  }
}
