package dev.skein.rollout.state;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What went wrong in a rollout, beyond the waves' tallies: small, since it holds no tenant.
 *
 * @param signatures of those that failed for the release's sake: signature, then shard, then how
 *     many tenants now stand so; copied
 * @param errors by shard: attempts in a row that ended without a verdict; copied
 * @param forgiven what people let pass
 * @param strays what fingerprints showed
 */
public record Toll(
    Map<String, Map<String, Integer>> signatures,
    Map<String, Integer> errors,
    Forgiven forgiven,
    Strays strays) {
  public static final Toll NONE = new Toll(Map.of(), Map.of(), Forgiven.NOTHING, Strays.NONE);

  public Toll {
    signatures = Map.copyOf(signatures);
    errors = Map.copyOf(errors);
  }

  /** After so many more tenants of a shard failed in one way; less when negative. */
  public Toll failed(String signature, String shard, int tenants) {
    Map<String, Map<String, Integer>> changed = new TreeMap<>(signatures);
    Map<String, Integer> shards = new TreeMap<>(changed.getOrDefault(signature, Map.of()));
    shards.merge(shard, tenants, Integer::sum);
    shards.values().removeIf(count -> count <= 0);
    if (shards.isEmpty()) {
      changed.remove(signature);
    } else {
      changed.put(signature, shards);
    }
    return new Toll(changed, errors, forgiven, strays);
  }

  /** Tenants that stand failed in this way, beyond those that people let pass. */
  public int tenants(String signature) {
    int all =
        signatures.getOrDefault(signature, Map.of()).values().stream()
            .mapToInt(Integer::intValue)
            .sum();
    return Math.max(0, all - forgiven.signatures().getOrDefault(signature, 0));
  }

  /** Tenants by signature, those let pass included. */
  public Map<String, Integer> totals() {
    Map<String, Integer> totals = new TreeMap<>();
    signatures.forEach(
        (signature, shards) ->
            totals.put(signature, shards.values().stream().mapToInt(Integer::intValue).sum()));
    return totals;
  }

  public int shards(String signature) {
    return signatures.getOrDefault(signature, Map.of()).size();
  }

  /** One more attempt there ended without a verdict. */
  public Toll erred(String shard) {
    Map<String, Integer> changed = new TreeMap<>(errors);
    changed.merge(shard, 1, Integer::sum);
    return new Toll(signatures, changed, forgiven, strays);
  }

  /** The shard has answered, or a person says that it is well. */
  public Toll calm(String shard) {
    if (!errors.containsKey(shard)) {
      return this;
    }
    Map<String, Integer> changed = new TreeMap<>(errors);
    changed.remove(shard);
    return new Toll(signatures, changed, forgiven, strays);
  }

  public Toll calm() {
    return new Toll(signatures, Map.of(), forgiven, strays);
  }

  public Toll forgiving(UnaryOperator<Forgiven> change) {
    return new Toll(signatures, errors, change.apply(forgiven), strays);
  }

  public Toll with(Strays next) {
    return new Toll(signatures, errors, forgiven, next);
  }
}
