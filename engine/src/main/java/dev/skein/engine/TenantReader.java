package dev.skein.engine;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.answer.TenantRehearsal;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.release.bundle.ReleaseSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;

/**
 * Looks at one tenant and leaves it as it was. Blocks at most the request's time limit plus the
 * cancel grace. Safe for use by any number of (virtual) threads at once. What databases and
 * networks are known for is {@link Reading.Unanswered}, never an exception; an exception is a bug
 * here, or came out of the address's secret. Nobody waits for a reader: a migration that meets one
 * at the tenant's lock ends it.
 */
public final class TenantReader {
  /** Below every epoch that a coordinator gives. */
  private static final long NO_EPOCH = 0;

  private final EngineSettings settings;

  public TenantReader(EngineSettings settings) {
    this.settings = settings;
  }

  /** What a migration would do now; reads only, without the tenant's lock. */
  public Reading<TenantPlan> plan(MigrationRequest request) {
    return look(
        new Limits(request.address(), request.attempt(), request.timeLimit()),
        request.release().settings(),
        connection -> new Planning(connection, request).plan());
  }

  /** How the tenant stands; reads only, without the tenant's lock. */
  public Reading<TenantInspection> inspect(InspectionRequest request) {
    return look(
        new Limits(request.address(), request.attempt(), request.timeLimit()),
        ReleaseSettings.DEFAULT,
        connection -> new Inspection(connection, request).inspect());
  }

  /**
   * Runs what is pending and can be taken back, in one transaction under the tenant's lock, and
   * takes it back. Its locks are real ones: the application waits for them as for a migration's.
   * What the server itself does not take back stays: values that were drawn from sequences.
   */
  public Reading<TenantRehearsal> rehearse(MigrationRequest request) {
    return look(
        new Limits(request.address(), request.attempt(), request.timeLimit()),
        request.release().settings(),
        connection -> new Rehearsing(connection, request).rehearse());
  }

  private record Limits(TenantAddress address, AttemptId attempt, Duration timeLimit) {}

  /** A look at a tenant over an open connection. */
  private interface Look<T> {
    Reading<T> over(TenantConnection connection) throws SQLException;
  }

  private <T> Reading<T> look(Limits limits, ReleaseSettings timeouts, Look<T> look) {
    try (Watchdog watchdog = new Watchdog(limits.timeLimit(), settings.cancelGrace())) {
      Reading<T> reading = look(limits, timeouts, look, watchdog);
      return watchdog.expired() && reading instanceof Reading.Unanswered<T> late
          ? new Reading.Unanswered<>(atTheLimit(limits, late.outcome()))
          : reading;
    }
  }

  private <T> Reading<T> look(
      Limits limits, ReleaseSettings timeouts, Look<T> look, Watchdog watchdog) {
    Failures failures = new Failures(limits.address());
    SessionName name = new SessionName(NO_EPOCH, limits.attempt().value());
    try (TenantConnection connection =
        TenantConnection.open(limits.address(), settings, timeouts, name)) {
      watchdog.watch(connection);
      return over(connection, look, failures, watchdog);
    } catch (SQLException e) {
      return new Reading.Unanswered<>(
          Fitness.refusal(e)
              .<Outcome>map(Function.identity())
              .orElseGet(() -> failures.connecting(e)));
    }
  }

  private static <T> Reading<T> over(
      TenantConnection connection, Look<T> look, Failures failures, Watchdog watchdog) {
    try {
      return look.over(connection);
    } catch (SQLException e) {
      return new Reading.Unanswered<>(
          connection.lost()
              ? failures.lost(e, null, null, false)
              : failures.statement(e, null, null, "the statement failed", null, false));
    } catch (FlywayException e) {
      // A repeatable script names a placeholder that nobody gave.
      return new Reading.Unanswered<>(
          failures.statement(null, null, null, String.valueOf(e.getMessage()), null, false));
    } finally {
      watchdog.release();
    }
  }

  private static Outcome atTheLimit(Limits limits, Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        ? new Outcome.Failed(
            FailureKind.TIMEOUT,
            failed.sqlState(),
            failed.script(),
            failed.line(),
            failed.constraint(),
            "the time limit of %s is reached; %s".formatted(limits.timeLimit(), failed.message()),
            null,
            false)
        : outcome;
  }
}
