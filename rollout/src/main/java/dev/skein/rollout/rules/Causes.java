package dev.skein.rollout.rules;

import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.rollout.state.Cause;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a tenant failed, by how its attempt ended. */
final class Causes {
  static final Cause UNKNOWN = new Cause(true, "unknown");

  private Causes() {}

  static Cause of(Outcome.Failed failed) {
    boolean error =
        switch (failed.failure()) {
          // Half-way is a verdict, whatever broke it off.
          case TRANSIENT, CONFIGURATION -> !failed.partial();
          case TIMEOUT, FAILURE -> false;
        };
    String place =
        Stream.of(failed.sqlState(), failed.script(), failed.constraint())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return new Cause(error, place.isEmpty() ? name(failed.failure()) : place);
  }

  static Cause of(Outcome.Rejected rejected) {
    boolean error = rejected.reason() == RejectionReason.STALE_EPOCH;
    return new Cause(error, name(rejected.reason()));
  }

  /** Whether an attempt that ended so says how the release and the tenant fit. */
  static boolean verdict(Outcome outcome) {
    return !error(outcome) && !(outcome instanceof Outcome.Returned);
  }

  /**
   * Whether an attempt that ended so says nothing about the release, but something of its shard.
   */
  static boolean error(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied _, Outcome.AlreadyCurrent _ -> false;
      case Outcome.Failed failed -> of(failed).error();
      case Outcome.Rejected rejected -> of(rejected).error();
      case Outcome.Returned _ -> false;
      case Outcome.Unknown _ -> true;
    };
  }

  private static String name(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
