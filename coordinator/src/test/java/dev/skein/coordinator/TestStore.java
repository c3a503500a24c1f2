package dev.skein.coordinator;

import dev.skein.testkit.TestPostgres;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Coordinators' stores, each empty and in a database of its own. */
public final class TestStore {
  private TestStore() {}

  public static PGSimpleDataSource fresh() {
    TestPostgres server = TestPostgres.shared();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.url(server.newDatabase()));
    source.setUser(server.user());
    source.setPassword(server.password());
    source.setCurrentSchema("skein");
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:dev/skein/coordinator/store")
        .defaultSchema("skein")
        .createSchemas(true)
        .load()
        .migrate();
    return source;
  }
}
