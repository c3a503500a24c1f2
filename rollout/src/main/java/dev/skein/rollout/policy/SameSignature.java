package dev.skein.rollout.policy;

/**
 * When one way of failing (SQLSTATE, script, constraint) halts: reached by both numbers together.
 *
 * @param tenants that failed so, from 1
 * @param shards that they stand on, from 1; a rollout on fewer needs only as many as it has
 */
public record SameSignature(int tenants, int shards) {
  public SameSignature {
    if (tenants < 1 || shards < 1) {
      throw new IllegalArgumentException(
          "expected tenants and shards from 1 but got %d and %d".formatted(tenants, shards));
    }
  }

  public static SameSignature standard() {
    return new SameSignature(5, 2);
  }
}
