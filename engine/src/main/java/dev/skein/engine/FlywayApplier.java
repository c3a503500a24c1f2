package dev.skein.engine;

import dev.skein.engine.Applier.ApplyException;
import dev.skein.engine.Applier.Order;
import java.io.IOException;
import java.net.URL;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/** Applies by stock Flyway, which sees one connection and the release's own scripts alone. */
final class FlywayApplier {

  /**
   * Applies what is pending.
   *
   * @param later what is pending too, and not to be run now
   */
  void apply(Order order, Set<PreparedScript> later) throws ApplyException {
    Callback callback = new GuardCallback(order.guard(), order.request().release());
    try {
      Flyway flyway = new Flyway(configuration(order, later, callback));
      // Flyway replaces callbacks by those of a package db/callback; without ours nothing is safe.
      if (!List.of(flyway.getConfiguration().getCallbacks()).equals(List.of(callback))) {
        throw new IllegalStateException("expected Flyway to call the engine alone");
      }
      flyway.migrate();
      order.guard().settle();
    } catch (SQLException e) {
      throw new ApplyException("the receipt was not written", e, null);
    } catch (FlywayException e) {
      throw translated(e);
    }
  }

  private static FluentConfiguration configuration(
      Order order, Set<PreparedScript> later, Callback callback) {
    MigrationRequest request = order.request();
    PreparedRelease release = request.release();
    String schema = request.address().schema();
    FluentConfiguration configuration =
        new FluentConfiguration(new ScriptFreeLoader())
            .loggers(QuietFlywayLog.class.getName())
            .dataSource(new SharedDataSource(order.connection().shared()))
            .connectRetries(0)
            .defaultSchema(schema)
            .schemas(schema)
            .createSchemas(false)
            .table(TenantTables.HISTORY)
            .locations(new String[0])
            .resourceProvider(release.resourcesWithout(later))
            .javaMigrationClassProvider(new NoJavaMigrations())
            .skipDefaultCallbacks(true)
            .callbacks(callback)
            .placeholders(request.allPlaceholders())
            .outOfOrder(release.settings().outOfOrder())
            .group(false)
            .validateOnMigrate(true)
            // What runs later is not there yet, which a script that ran before misses.
            .ignoreMigrationPatterns("*:missing", "*:future")
            .baselineOnMigrate(false)
            .cleanDisabled(true)
            .outputQueryResults(false);
    // Flyway's transactional lock takes a second connection, and SQL would run beside the history.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }

  private static ApplyException translated(FlywayException error) {
    @Nullable SQLException sql = null;
    @Nullable FlywaySqlScriptException script = null;
    // The innermost says what is wrong, the others where it passed.
    @Nullable String message = null;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof FlywaySqlScriptException found) {
        script = found;
      }
      if (cause instanceof SQLException found) {
        sql = found;
      }
      if (cause instanceof FlywayException && cause.getMessage() != null) {
        message = cause.getMessage().lines().findFirst().orElse(null);
      }
    }
    return new ApplyException(message == null ? "Flyway failed" : message, sql, line(script, sql));
  }

  /** The line of the error itself where the server gave a position, else of its statement. */
  private static @Nullable Integer line(
      @Nullable FlywaySqlScriptException script, @Nullable SQLException sql) {
    if (script == null || script.getLineNumber() < 1) {
      return null;
    }
    int position = sql == null ? 0 : ServerError.of(sql).position();
    return PlainStatement.lineOf(script.getLineNumber(), script.getStatement(), position);
  }

  private static final class NoJavaMigrations implements ClassProvider<JavaMigration> {
    @Override
    public Collection<Class<? extends JavaMigration>> getClasses() {
      return List.of();
    }
  }

  /** Hides the class path's own {@code db/} folders, where Flyway looks whatever it was told. */
  private static final class ScriptFreeLoader extends ClassLoader {
    ScriptFreeLoader() {
      super(Flyway.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.startsWith("db/") ? Collections.emptyEnumeration() : super.getResources(name);
    }
  }
}
