package dev.skein.engine;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.backup.Backup;
import dev.skein.engine.backup.BackupHook;
import dev.skein.engine.backup.BackupOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** The backup before an attempt's first script: once, however many rounds the attempt takes. */
final class BackupStep {
  private final @Nullable BackupHook hook;
  private final MigrationRequest request;
  private final AttemptProgress progress;
  private final Failures failures;
  private final Watchdog watchdog;
  private boolean taken;

  /**
   * @param hook null where none is asked for
   */
  BackupStep(
      @Nullable BackupHook hook,
      MigrationRequest request,
      AttemptProgress progress,
      Failures failures,
      Watchdog watchdog) {
    this.hook = hook;
    this.request = request;
    this.progress = progress;
    this.failures = failures;
    this.watchdog = watchdog;
  }

  /**
   * Takes it where it is asked for and not yet there.
   *
   * @param holder of the tenant's lock, which is idle meanwhile
   * @return why nothing may be applied, or empty
   */
  Optional<Outcome> take(Connection holder) throws SQLException {
    if (hook == null || taken) {
      return Optional.empty();
    }
    try (Statement statement = holder.createStatement()) {
      // Or a server that ends idle sessions would take the lock away in the middle.
      statement.execute("set idle_session_timeout = 0");
    }
    BackupOrder order;
    try {
      order = order();
    } catch (Secret.UnreadableException e) {
      return Optional.of(failures.connecting(e));
    }
    return switch (hook.take(order)) {
      case Backup.Taken(String reference) -> {
        taken = true;
        progress.backedUp(failures.clean(reference));
        yield Optional.empty();
      }
      case Backup.Failed(FailureKind kind, String message) ->
          Optional.of(failures.backup(kind, message, progress.reached()));
    };
  }

  private BackupOrder order() throws Secret.UnreadableException {
    TenantAddress address = request.address();
    Properties server = address.server();
    return new BackupOrder(
        request.attempt().value(),
        server.getProperty(PGProperty.PG_HOST.getName(), "").replace("[", "").replace("]", ""),
        server.getProperty(PGProperty.PG_PORT.getName(), ""),
        address.database(),
        address.username(),
        address.password().reveal(),
        settings(server),
        watchdog.left());
  }

  private Map<String, String> settings(Properties server) {
    Map<String, String> settings = new HashMap<>();
    settings.put("SKEIN_TENANT", request.tenant().value());
    settings.put("SKEIN_SCHEMA", request.address().schema());
    settings.put("SKEIN_RELEASE", request.release().digest().value());
    if (request.rollout() != null) {
      settings.put("SKEIN_ROLLOUT", request.rollout().value());
    }
    String mode = PGProperty.SSL_MODE.getOrDefault(server);
    String plain = PGProperty.SSL.getOrDefault(server);
    if (mode != null) {
      settings.put("PGSSLMODE", mode);
    } else if (plain != null && !plain.equals("false")) {
      // What pgjdbc takes it for.
      settings.put("PGSSLMODE", "verify-full");
    }
    String root = PGProperty.SSL_ROOT_CERT.getOrDefault(server);
    if (root != null) {
      settings.put("PGSSLROOTCERT", root);
    }
    return settings;
  }
}
