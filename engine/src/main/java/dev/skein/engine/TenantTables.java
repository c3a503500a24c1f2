package dev.skein.engine;

/**
 * The engine's tables in one tenant's schema, under quoted, qualified names: a script may leave any
 * search_path behind.
 */
record TenantTables(String schema) {
  static final String HISTORY = "flyway_schema_history";
  static final String FENCE = "skein_fence";
  static final String RECEIPT = "skein_receipt";
  static final String BACKFILL = "skein_backfill";

  /**
   * What Prisma's migrate locks in the whole database: ADVISORY_LOCK_KEY in the PostgreSQL flavour
   * of prisma-engines' schema engine.
   */
  static final long PRISMA_LOCK = 72707369;

  /** The number that Flyway adds the table's hash to, so that unlike tools rarely collide. */
  private static final long FLYWAY_LOCK_BASE = 77431708279161L;

  /** Apart from those of Flyway, which are at most 2^31 away from its base. */
  private static final long BACKFILL_LOCK_BASE = 0x536b_6569L << 32;

  String history() {
    return quote(schema) + "." + quote(HISTORY);
  }

  String fence() {
    return quote(schema) + "." + quote(FENCE);
  }

  String receipt() {
    return quote(schema) + "." + quote(RECEIPT);
  }

  String backfill() {
    return quote(schema) + "." + quote(BACKFILL);
  }

  /** Prisma's, where an application runs its migrate. */
  String prismaHistory() {
    return quote(schema) + "." + quote("_prisma_migrations");
  }

  /**
   * Flyway's own advisory lock: a lock of ours alone would let an application that runs Flyway at
   * its start migrate beside us.
   */
  long lockKey() {
    return FLYWAY_LOCK_BASE + history().hashCode();
  }

  /** One number a schema for all of its backfills: they run one after the other. */
  long backfillLockKey() {
    return BACKFILL_LOCK_BASE + Integer.toUnsignedLong(backfill().hashCode());
  }

  static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
