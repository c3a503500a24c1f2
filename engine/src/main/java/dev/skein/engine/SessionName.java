package dev.skein.engine;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session calls itself on the server ({@code application_name}, of which the server keeps 63
 * bytes), so that a later attempt knows whom it meets.
 */
record SessionName(Work work, long epoch, String attempt) {
  private static final Pattern FORM = Pattern.compile("(skein|skein-fill)/([0-9]{1,19})/(.*)");

  /** What a session is there for; a migration never ends a backfill's session, nor the reverse. */
  enum Work {
    MIGRATION("skein"),
    BACKFILL("skein-fill");

    private final String prefix;

    Work(String prefix) {
      this.prefix = prefix;
    }
  }

  SessionName(long epoch, String attempt) {
    this(Work.MIGRATION, epoch, attempt);
  }

  static SessionName of(Epoch epoch, AttemptId attempt) {
    return new SessionName(epoch.toLong(), attempt.value());
  }

  static SessionName ofBackfill(Epoch epoch, AttemptId attempt) {
    return new SessionName(Work.BACKFILL, epoch.toLong(), attempt.value());
  }

  /** Empty for a session that is not an attempt's. */
  static Optional<SessionName> parse(String applicationName) {
    Matcher matcher = FORM.matcher(applicationName);
    return matcher.matches()
        ? Optional.of(
            new SessionName(
                matcher.group(1).equals(Work.BACKFILL.prefix) ? Work.BACKFILL : Work.MIGRATION,
                Long.parseLong(matcher.group(2)),
                matcher.group(3)))
        : Optional.empty();
  }

  boolean succeeds(SessionName other) {
    return work == other.work && other.epoch < epoch;
  }

  @Override
  public String toString() {
    return "%s/%s/%s".formatted(work.prefix, epoch, attempt);
  }
}
