package dev.skein.engine;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.answer.TenantRehearsal;
import dev.skein.contracts.id.AttemptId;
import dev.skein.release.bundle.ReleaseSettings;
import java.time.Duration;

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
        request.address(),
        request.attempt(),
        request.timeLimit(),
        request.release().settings(),
        (connection, _) -> new Planning(connection, request).plan());
  }

  /** How the tenant stands; reads only, without the tenant's lock. */
  public Reading<TenantInspection> inspect(InspectionRequest request) {
    return look(
        request.address(),
        request.attempt(),
        request.timeLimit(),
        ReleaseSettings.DEFAULT,
        (connection, _) -> new Inspection(connection, request).inspect());
  }

  /**
   * Runs what is pending and can be taken back, in one transaction under the tenant's lock, and
   * takes it back. Its locks are real ones: the application waits for them as for a migration's.
   * What the server itself does not take back stays: values that were drawn from sequences.
   */
  public Reading<TenantRehearsal> rehearse(MigrationRequest request) {
    return look(
        request.address(),
        request.attempt(),
        request.timeLimit(),
        request.release().settings(),
        (connection, _) -> new Rehearsing(connection, request).rehearse());
  }

  private <T> Reading<T> look(
      TenantAddress address,
      AttemptId attempt,
      Duration timeLimit,
      ReleaseSettings timeouts,
      Conversation.Topic<T> topic) {
    SessionName name = new SessionName(NO_EPOCH, attempt.value());
    return new Conversation(settings, address, name, timeLimit, timeouts).about(topic);
  }
}
