package dev.skein.contracts.id;

/**
 * A fencing number of one tenant, ever increasing: the coordinator's generation (16 bits), then a
 * counter (48 bits), so that a coordinator rebuilt from an old backup of its store still wins after
 * its generation was raised. Two fields, since a JSON number beyond 2^53 is not safe everywhere.
 *
 * @param generation 0 to 32,767
 * @param counter 0 to 2^48 − 1
 */
public record Epoch(int generation, long counter) implements Comparable<Epoch> {
  private static final int COUNTER_BITS = 48;
  private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

  public Epoch {
    if (generation < 0 || generation > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected a generation from 0 to %d but got %d".formatted(Short.MAX_VALUE, generation));
    }
    if (counter < 0 || counter > COUNTER_MASK) {
      throw new IllegalArgumentException(
          "expected a counter from 0 to %d but got %d".formatted(COUNTER_MASK, counter));
    }
  }

  /** The epoch that {@link #toLong()} packed. */
  public static Epoch ofLong(long packed) {
    return new Epoch((int) (packed >>> COUNTER_BITS), packed & COUNTER_MASK);
  }

  /** One number that orders as epochs do; what a tenant's fence row holds. */
  public long toLong() {
    return ((long) generation << COUNTER_BITS) | counter;
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(toLong(), other.toLong());
  }

  @Override
  public String toString() {
    return generation + "." + counter;
  }
}
