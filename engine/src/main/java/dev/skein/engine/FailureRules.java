package dev.skein.engine;

import dev.skein.contracts.report.FailureKind;
import java.util.Objects;
import java.util.Set;

/** From what the server said to what it calls for: total, and pure. */
final class FailureRules {
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53");
  private static final Set<String> TRANSIENT_STATES =
      Set.of("25006", "55006", "55P03", "57P01", "57P02", "57P03");
  private static final Set<String> CONFIGURATION_STATES = Set.of("3D000", "42501");
  private static final String CANCELLED = "57014";
  private static final String INTERNAL = "XX000";
  private static final String UNIQUE = "23505";

  /** Worth another try at once, from preflight on: the other side is usually gone by then. */
  private static final Set<String> RETRIED_STATES = Set.of("40001", "40P01", "55P03");

  /** A new enum value used too early, an object still in use, the lock table full. */
  private static final Set<String> GROUPING_STATES = Set.of("55P04", "55006", "53200");

  private FailureRules() {}

  static FailureKind kind(ServerError error) {
    String state = Objects.requireNonNullElse(error.sqlState(), "");
    String category = state.length() == 5 ? state.substring(0, 2) : "";
    if (TRANSIENT_CLASSES.contains(category) || TRANSIENT_STATES.contains(state)) {
      return FailureKind.TRANSIENT;
    }
    if (category.equals("28") || CONFIGURATION_STATES.contains(state)) {
      return FailureKind.CONFIGURATION;
    }
    if (state.equals(CANCELLED)) {
      return FailureKind.TIMEOUT;
    }
    if (state.equals(INTERNAL) && says(error, "concurrently updated")) {
      return FailureKind.TRANSIENT;
    }
    if (state.equals(UNIQUE) && isCatalog(error)) {
      return FailureKind.TRANSIENT;
    }
    return FailureKind.FAILURE;
  }

  /** What scripts run into only because they share a transaction: then each gets its own. */
  static boolean isOfGrouping(String sqlState) {
    return GROUPING_STATES.contains(sqlState);
  }

  static boolean isRetriedAtOnce(String sqlState) {
    return RETRIED_STATES.contains(sqlState);
  }

  private static boolean says(ServerError error, String part) {
    return error.message() != null && error.message().contains(part);
  }

  /** Two sessions that create the same object at once collide in the catalog's own indexes. */
  private static boolean isCatalog(ServerError error) {
    return "pg_catalog".equals(error.schema())
        || (error.constraint() != null && error.constraint().startsWith("pg_"));
  }
}
