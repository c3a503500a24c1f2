package dev.skein.engine;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.release.bundle.ReleaseSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;

/**
 * One connection to a tenant that ends with an answer, or with why there is none.
 *
 * @param timeLimit for all of it; at the limit the statement that runs is cancelled
 * @param timeouts what the session starts with
 */
record Conversation(
    EngineSettings settings,
    TenantAddress address,
    SessionName name,
    Duration timeLimit,
    ReleaseSettings timeouts) {

  /** What is said over the open connection. */
  interface Topic<T> {
    Reading<T> over(TenantConnection connection, Watchdog watchdog) throws SQLException;
  }

  <T> Reading<T> about(Topic<T> topic) {
    try (Watchdog watchdog = new Watchdog(timeLimit, settings.cancelGrace())) {
      Reading<T> reading = connected(topic, watchdog);
      return watchdog.expired() && reading instanceof Reading.Unanswered<T> late
          ? new Reading.Unanswered<>(atTheLimit(late.outcome()))
          : reading;
    }
  }

  private <T> Reading<T> connected(Topic<T> topic, Watchdog watchdog) {
    Failures failures = new Failures(address);
    try (TenantConnection connection = TenantConnection.open(address, settings, timeouts, name)) {
      watchdog.watch(connection);
      return over(connection, topic, failures, watchdog);
    } catch (SQLException e) {
      return new Reading.Unanswered<>(
          Fitness.refusal(e)
              .<Outcome>map(Function.identity())
              .orElseGet(() -> failures.connecting(e)));
    }
  }

  private static <T> Reading<T> over(
      TenantConnection connection, Topic<T> topic, Failures failures, Watchdog watchdog) {
    try {
      return topic.over(connection, watchdog);
    } catch (SQLException e) {
      return new Reading.Unanswered<>(
          connection.lostInCommit()
              ? lostInCommit()
              : connection.lost()
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

  /** Whoever asks again is told what became of it. */
  private static Outcome lostInCommit() {
    return new Outcome.Failed(
        FailureKind.TRANSIENT,
        "08006",
        null,
        null,
        null,
        "the connection was lost in a COMMIT, which may have come through; ask again",
        null,
        false);
  }

  private Outcome atTheLimit(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        ? new Outcome.Failed(
            FailureKind.TIMEOUT,
            failed.sqlState(),
            failed.script(),
            failed.line(),
            failed.constraint(),
            "the time limit of %s is reached; %s".formatted(timeLimit, failed.message()),
            null,
            false)
        : outcome;
  }
}
