package dev.skein.rollout.rules;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a rollout is taken back by another one, and when that is done. */
public final class RollbackRules {
  private static final int SHOWN = 5;

  private RollbackRules() {}

  /**
   * Freezes it: nothing more is sent, and what was not sent is left to the one that takes it back.
   * Frozen again, nothing changes.
   */
  public static Verdict freeze(Rollout rollout) {
    String why = "it is taken back";
    return switch (rollout.state()) {
      case RUNNING, PAUSED, HALTED ->
          new Verdict.Done(
              RolloutVerbs.unqueued(rollout, TenantState.SKIPPED)
                  .to(RolloutState.COMPENSATING, why),
              List.of(new RolloutChange.Aborted(why)));
      case ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS ->
          new Verdict.Done(rollout.to(RolloutState.COMPENSATING, why), List.of());
      case COMPENSATING -> RolloutVerbs.unchanged(rollout);
      case PLANNED, APPROVED, COMPENSATED ->
          RolloutVerbs.refused("a rollout that has begun", "roll back", rollout);
    };
  }

  /** A frozen one, once it is known which other one takes it back. */
  public static Rollout by(Rollout frozen, String other) {
    return frozen
        .with(frozen.terms().superseded(other))
        .because("rollout " + other + " takes it back");
  }

  /** How far it is taken back. */
  public sealed interface Standing {
    /** Something goes on still. */
    record Waits() implements Standing {}

    /** Everybody came through: now their fingerprints decide. */
    record Through() implements Standing {}

    /** A person is needed. */
    record Stuck(String why) implements Standing {}
  }

  /**
   * @param by the one that takes it back, under that name
   */
  public static Standing standing(Rollout rollout, String name, Rollout by) {
    if (rollout.tally().count(TenantState.Phase.IN_FLIGHT) > 0) {
      return new Standing.Waits();
    }
    return switch (by.state()) {
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED -> new Standing.Waits();
      case ABORTED, COMPENSATING, COMPENSATED ->
          new Standing.Stuck("rollout %s was stopped half-way; roll back again".formatted(name));
      case COMPLETED, COMPLETED_WITH_EXCEPTIONS -> {
        int failed = by.tally().count(TenantState.Phase.FAILED);
        if (failed > 0) {
          yield new Standing.Stuck(
              "%s failed in rollout %s; repair and retry, or skip".formatted(count(failed), name));
        }
        yield by.tally().count(TenantState.Phase.WELL) == 0
            ? new Standing.Stuck("no tenant came through rollout " + name)
            : new Standing.Through();
      }
    };
  }

  /**
   * A tenant that came through, as it was looked at afterwards.
   *
   * @param version null where it has none, or could not be asked
   * @param fingerprint null where it could not be asked
   */
  public record Seen(
      String tenant, @Nullable SchemaVersion version, @Nullable Fingerprint fingerprint) {}

  /**
   * What keeps it from being done; empty when everybody has the head and, of one server version,
   * the same fingerprint. Who has gone on to a later release is passed over.
   *
   * @param head of the release that takes back, or null when it has no versions
   */
  public static String difference(List<Seen> seen, @Nullable SchemaVersion head) {
    List<String> silent =
        seen.stream().filter(one -> one.fingerprint == null).map(Seen::tenant).toList();
    if (!silent.isEmpty()) {
      return "%s could not be looked at: %s".formatted(count(silent.size()), names(silent));
    }
    List<String> behind =
        seen.stream().filter(one -> compare(one, head) < 0).map(Seen::tenant).toList();
    if (!behind.isEmpty()) {
      return "%s below version %s: %s".formatted(count(behind.size()), head, names(behind));
    }
    List<String> odd =
        seen.stream()
            .filter(one -> compare(one, head) == 0)
            .collect(
                Collectors.groupingBy(RollbackRules::cohort, TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .flatMap(RollbackRules::odd)
            .toList();
    return odd.isEmpty()
        ? ""
        : "%s with another fingerprint than the others: %s"
            .formatted(count(odd.size()), names(odd));
  }

  private static int compare(Seen one, @Nullable SchemaVersion head) {
    SchemaVersion version = one.version;
    if (head == null) {
      return version == null ? 0 : 1;
    }
    return version == null ? -1 : version.compareTo(head);
  }

  private static String cohort(Seen one) {
    Fingerprint fingerprint = one.fingerprint;
    return fingerprint == null ? "" : fingerprint.algorithm() + ":" + fingerprint.serverMajor();
  }

  /** All but those with the fingerprint that most of them have. */
  private static Stream<String> odd(List<Seen> cohort) {
    Map<String, List<Seen>> alike =
        cohort.stream()
            .collect(
                Collectors.groupingBy(
                    one -> String.valueOf(one.fingerprint), TreeMap::new, Collectors.toList()));
    List<List<Seen>> bySize = new ArrayList<>(alike.values());
    bySize.sort(Comparator.comparingInt(List::size));
    return bySize.subList(0, bySize.size() - 1).stream().flatMap(List::stream).map(Seen::tenant);
  }

  private static String count(int tenants) {
    return tenants == 1 ? "1 tenant" : tenants + " tenants";
  }

  private static String names(List<String> tenants) {
    String shown = tenants.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "));
    return tenants.size() > SHOWN ? shown + ", …" : shown;
  }
}
