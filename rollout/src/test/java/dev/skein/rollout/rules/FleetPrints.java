package dev.skein.rollout.rules;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.cohort.Departures;
import dev.skein.rollout.cohort.Passage;
import dev.skein.rollout.policy.RolloutPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The schemas of the model's tenants, as far as the policy asks for them, and who let pass what.
 */
final class FleetPrints {
  private final RolloutPolicy policy;
  private final List<FleetRow> rows;
  private final Set<FleetRow> through = new LinkedHashSet<>();
  private int oddPassed;
  private int unreadPassed;

  FleetPrints(RolloutPolicy policy, List<FleetRow> rows) {
    this.policy = policy;
    this.rows = rows;
  }

  /** The tenant came through; whether its schema is asked for. */
  boolean add(FleetRow row) {
    if (!policy.fingerprint().picks(row.slot.wave(), rows.indexOf(row))) {
      return false;
    }
    through.add(row);
    oddPassed = Math.min(oddPassed, odd());
    return true;
  }

  /** As the store has it: all alike before; who strays is unlike everybody afterwards. */
  Departures departures() {
    List<Passage> passages = new ArrayList<>();
    for (FleetRow row : through) {
      if (!row.unread) {
        int place = rows.indexOf(row);
        passages.add(
            new Passage(
                null,
                print(0),
                new SchemaVersion("8"),
                print(row.strays ? 2 + place : 1),
                1,
                "t" + place));
      }
    }
    return Departures.of(passages);
  }

  private static Fingerprint print(int number) {
    return new Fingerprint(1, 17, "%032x".formatted(number));
  }

  int unread() {
    return (int) through.stream().filter(row -> row.unread).count();
  }

  /** Counted without the rule: who is not as most; all, where there is no most. */
  private int odd() {
    int read = (int) through.stream().filter(row -> !row.unread).count();
    int strays = (int) through.stream().filter(row -> !row.unread && row.strays).count();
    int alike = read - strays;
    return read == 1 || alike > 1 ? (read == 1 ? 0 : strays) : strays == 0 ? 0 : read;
  }

  void letPass() {
    oddPassed = odd();
    unreadPassed = unread();
  }

  /** Whether one strayed that nobody let pass. */
  boolean halts() {
    return odd() > oddPassed;
  }

  /** Whether one was not read and nobody let that pass. */
  boolean missing() {
    return unread() > unreadPassed;
  }
}
