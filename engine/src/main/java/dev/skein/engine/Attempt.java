package dev.skein.engine;

import dev.skein.contracts.command.FingerprintRule;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.backup.BackupHook;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, from the connection to its outcome: one connection, and a second one only where the
 * first was lost in a COMMIT. Not for reuse.
 */
final class Attempt {
  private final EngineSettings settings;
  private final MigrationRequest request;
  private final Applier applier;
  private final Watchdog watchdog;
  private final AttemptProgress progress;
  private final Failures failures;
  private final AttemptSteps steps;

  Attempt(
      EngineSettings settings,
      MigrationRequest request,
      MigrationListener listener,
      Applier applier,
      Watchdog watchdog,
      @Nullable BackupHook hook,
      FingerprintRule fingerprint) {
    this.settings = settings;
    this.request = request;
    this.applier = applier;
    this.watchdog = watchdog;
    this.progress = new AttemptProgress(request, listener);
    this.failures = new Failures(request);
    this.steps =
        new AttemptSteps(
            new ReplicaStep(new ReplicaLag(request.replicaLag()), settings, progress, watchdog),
            new FingerprintStep(fingerprint, request, progress),
            new BackupStep(hook, request, progress, failures, watchdog));
  }

  Outcome run() {
    List<PreparedScript> inCommit;
    try (TenantConnection connection = open()) {
      AttemptSession session = session(connection);
      Outcome outcome = session.run();
      watchdog.release();
      if (!connection.lostInCommit()) {
        return atTheLimit(outcome);
      }
      inCommit = session.inCommit();
    } catch (SQLException e) {
      return atTheLimit(
          Fitness.refusal(e)
              .<Outcome>map(Function.identity())
              .orElseGet(() -> failures.connecting(e)));
    }
    return atTheLimit(recover(inCommit));
  }

  /** Asks the tenant itself whether the COMMIT that was lost sight of came through. */
  private Outcome recover(List<PreparedScript> inCommit) {
    try (TenantConnection connection = open()) {
      Outcome outcome = session(connection).resume(inCommit);
      watchdog.release();
      return connection.lostInCommit()
          ? new Outcome.Unknown("the connection was lost in a COMMIT twice; ask again")
          : outcome;
    } catch (SQLException e) {
      return new Outcome.Unknown(
          "the connection was lost in a COMMIT and then: " + failures.connecting(e).message());
    }
  }

  private TenantConnection open() throws SQLException {
    TenantConnection connection =
        TenantConnection.open(
            request.address(),
            settings,
            request.release().settings(),
            SessionName.of(request.epoch(), request.attempt()));
    watchdog.watch(connection);
    return connection;
  }

  private AttemptSession session(TenantConnection connection) {
    return new AttemptSession(
        settings, request, connection, applier, watchdog, progress, failures, steps);
  }

  /** What the watchdog's own cancel or cut looks like is called by its name. */
  private Outcome atTheLimit(Outcome outcome) {
    if (!watchdog.expired()
        || !(outcome instanceof Outcome.Failed failed)
        || failed.failure() == FailureKind.FAILURE
        || failed.failure() == FailureKind.CONFIGURATION) {
      return outcome;
    }
    return new Outcome.Failed(
        FailureKind.TIMEOUT,
        failed.sqlState(),
        failed.script(),
        failed.line(),
        failed.constraint(),
        "the time limit of %s is reached; %s".formatted(request.timeLimit(), failed.message()),
        failed.reached(),
        failed.partial());
  }
}
