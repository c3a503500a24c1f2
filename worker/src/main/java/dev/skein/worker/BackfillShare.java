package dev.skein.worker;

import org.jspecify.annotations.Nullable;

/**
 * What a worker gives of a shard to backfills, so that they never crowd out what people wait for.
 *
 * @param tenants filled at once, each over one connection beside those of attempts; 1 to 100, 2
 *     where it is not said
 * @param rowsPerSecond of all of them together; at least 1, 5,000 where it is not said
 */
public record BackfillShare(@Nullable Integer tenants, @Nullable Long rowsPerSecond) {
  static final BackfillShare USUAL = new BackfillShare(null, null);

  private static final int USUAL_TENANTS = 2;
  private static final int MOST_TENANTS = 100;
  private static final long USUAL_ROWS = 5_000;

  public BackfillShare {
    if (tenants != null && (tenants < 1 || tenants > MOST_TENANTS)) {
      throw new IllegalArgumentException(
          "expected backfills.tenants from 1 to %d but got %d".formatted(MOST_TENANTS, tenants));
    }
    if (rowsPerSecond != null && rowsPerSecond < 1) {
      throw new IllegalArgumentException(
          "expected backfills.rows-per-second from 1 but got " + rowsPerSecond);
    }
  }

  /** {@link #tenants}, or what is usual. */
  public int atOnce() {
    return tenants == null ? USUAL_TENANTS : tenants;
  }

  /** {@link #rowsPerSecond}, or what is usual. */
  public long rows() {
    return rowsPerSecond == null ? USUAL_ROWS : rowsPerSecond;
  }
}
