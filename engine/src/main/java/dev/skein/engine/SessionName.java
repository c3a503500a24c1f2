package dev.skein.engine;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an attempt's session calls itself on the server ({@code application_name}, at most 63
 * bytes), so that a later attempt knows whom it meets.
 */
record SessionName(long epoch, String attempt) {
  private static final Pattern FORM = Pattern.compile("skein/([0-9]{1,19})/(.*)");

  static SessionName of(Epoch epoch, AttemptId attempt) {
    return new SessionName(epoch.toLong(), attempt.value());
  }

  /** Empty for a session that is not an attempt's. */
  static Optional<SessionName> parse(String applicationName) {
    Matcher matcher = FORM.matcher(applicationName);
    return matcher.matches()
        ? Optional.of(new SessionName(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "skein/%s/%s".formatted(epoch, attempt);
  }
}
