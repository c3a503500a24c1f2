package dev.skein.bench.coordinator;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.ReturnReason;

/**
 * How attempts end, by tenant and number of the attempt alone, so that the end of a run is known
 * beforehand: one tenant in a hundred fails for good, a few fail once and pass by themselves, some
 * had nothing pending, the others take the release.
 */
final class SimulatedOutcomes {
  static final SchemaVersion FROM = new SchemaVersion("6");
  static final SchemaVersion TO = new SchemaVersion("7");
  private static final int OF = 1000;

  /** What becomes of a tenant. */
  enum Fate {
    FAILS,
    BLOCKED_ONCE,
    RETURNED_ONCE,
    UNKNOWN_ONCE,
    CURRENT,
    APPLIES
  }

  private SimulatedOutcomes() {}

  static Fate fate(TenantId tenant) {
    int lot = lot(tenant);
    if (lot < 10) {
      return Fate.FAILS;
    }
    if (lot < 15) {
      return Fate.BLOCKED_ONCE;
    }
    if (lot < 17) {
      return Fate.RETURNED_ONCE;
    }
    if (lot < 18) {
      return Fate.UNKNOWN_ONCE;
    }
    return lot < 48 ? Fate.CURRENT : Fate.APPLIES;
  }

  /**
   * @param number of the attempt, from 1
   */
  static Outcome of(TenantId tenant, int number) {
    return switch (fate(tenant)) {
      case FAILS -> failure(tenant);
      case CURRENT -> new Outcome.AlreadyCurrent(TO);
      case APPLIES -> applied();
      case BLOCKED_ONCE ->
          number > 1
              ? applied()
              : new Outcome.Failed(
                  FailureKind.TRANSIENT,
                  "55P03",
                  "V7__add_invoices.sql",
                  3,
                  null,
                  "canceling statement due to lock timeout",
                  FROM,
                  false);
      case RETURNED_ONCE -> number > 1 ? applied() : new Outcome.Returned(ReturnReason.DRAINING);
      case UNKNOWN_ONCE ->
          number > 1 ? applied() : new Outcome.Unknown("the connection was lost at COMMIT");
    };
  }

  private static Outcome applied() {
    return new Outcome.Applied(FROM, TO, 1);
  }

  /** Four causes, one of them with a value of the tenant's own in its message. */
  private static Outcome failure(TenantId tenant) {
    return switch (Math.floorMod(tenant.value().hashCode(), 4)) {
      case 0 ->
          failed(
              "23505",
              "users_one_an_email",
              "could not create unique index \"users_one_an_email\"");
      case 1 -> failed("42P01", null, "relation \"invoice_%s\" does not exist".formatted(tenant));
      case 2 -> failed("23503", "orders_user_fk", "insert or update violates foreign key");
      default -> failed("42703", null, "column \"created_at\" does not exist");
    };
  }

  private static Outcome failed(
      String sqlState, @org.jspecify.annotations.Nullable String constraint, String message) {
    return new Outcome.Failed(
        FailureKind.FAILURE, sqlState, "V7__add_invoices.sql", 3, constraint, message, FROM, false);
  }

  /** 0 to 999, evenly, whatever the ids look like. */
  private static int lot(TenantId tenant) {
    int mixed = tenant.value().hashCode() * 0x9E3779B9;
    return Math.floorMod(mixed ^ (mixed >>> 15), OF);
  }
}
