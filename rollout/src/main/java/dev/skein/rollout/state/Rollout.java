package dev.skein.rollout.state;

import dev.skein.rollout.policy.RolloutPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * A rollout as the rules see it: small, whatever the number of its tenants.
 *
 * @param current the highest wave that has started
 * @param waves in order, at least one; copied
 * @param reason why it stands where it stands; empty when nothing is to be said
 */
public record Rollout(
    RolloutState state,
    RolloutPolicy policy,
    int current,
    List<Wave> waves,
    String reason,
    Terms terms,
    Toll toll) {
  public Rollout {
    waves = List.copyOf(waves);
    if (current < 0 || current >= waves.size()) {
      throw new IllegalArgumentException(
          "expected a wave from 0 to %d but got %d".formatted(waves.size() - 1, current));
    }
  }

  /** One in which nothing went wrong yet. */
  public Rollout(
      RolloutState state, RolloutPolicy policy, int current, List<Wave> waves, String reason) {
    this(state, policy, current, waves, reason, Terms.NONE, Toll.NONE);
  }

  public Rollout to(RolloutState next, String why) {
    if (!state.next().contains(next)) {
      throw new IllegalStateException("a rollout cannot go from %s to %s".formatted(state, next));
    }
    return new Rollout(next, policy, current, waves, why, terms, toll);
  }

  /** In the same state, for another reason. */
  public Rollout because(String why) {
    return new Rollout(state, policy, current, waves, why, terms, toll);
  }

  public Rollout with(Wave wave) {
    List<Wave> changed = new ArrayList<>(waves);
    changed.set(wave.index(), wave);
    return new Rollout(state, policy, current, changed, reason, terms, toll);
  }

  public Rollout with(Terms next) {
    return new Rollout(state, policy, current, waves, reason, next, toll);
  }

  public Rollout with(Toll next) {
    return new Rollout(state, policy, current, waves, reason, terms, next);
  }

  public Rollout at(int wave) {
    return new Rollout(state, policy, wave, waves, reason, terms, toll);
  }

  public Wave wave(int index) {
    return waves.get(index);
  }

  /** The waves that have started. */
  public List<Wave> started() {
    return waves.subList(0, current + 1);
  }

  /**
   * Where a tenant stands in the order of the whole plan, from 0.
   *
   * @param position in its wave, from 0
   */
  public int place(int wave, int position) {
    return waves.subList(0, wave).stream().mapToInt(one -> one.tally().total()).sum() + position;
  }

  /** All waves together. */
  public Tally tally() {
    return waves.stream().map(Wave::tally).reduce(Tally.of(TenantState.PENDING, 0), Tally::plus);
  }
}
