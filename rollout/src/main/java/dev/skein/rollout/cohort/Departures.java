package dev.skein.rollout.cohort;

import dev.skein.contracts.catalog.Fingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who left its cohort during a rollout, and who had left it before. Tenants that were as most of
 * their version had to become alike, wherever they came from; those that were odd already had to
 * stay alike with whom they were odd together, and are held against nobody else. One that nobody
 * saw before counts with the former: what is not known is not excused. Work grows with the kinds of
 * passages, not with tenants.
 *
 * @param departed the first by name first; copied
 * @param older those that were odd before the rollout; the first by name first; copied
 */
public record Departures(List<Departure> departed, List<Passage> older) {
  private static final int NAMED = 5;

  public Departures {
    departed = List.copyOf(departed);
    older = List.copyOf(older);
  }

  /**
   * @param passages each tenant in one of them
   */
  public static Departures of(Collection<Passage> passages) {
    List<Passage> ordered = passages.stream().sorted(Comparator.comparing(Passage::first)).toList();
    Map<String, Fingerprint> usual = usual(ordered);
    List<Passage> older = new ArrayList<>();
    Map<String, List<Passage>> kin = new TreeMap<>();
    for (Passage passage : ordered) {
      Fingerprint before = passage.before();
      boolean odd = before != null && !before.equals(usual.get(origin(passage, before)));
      if (odd) {
        older.add(passage);
      }
      kin.computeIfAbsent(odd ? passage.from() + "/" + before : "", _ -> new ArrayList<>())
          .add(passage);
    }
    return new Departures(
        kin.values().stream()
            .flatMap(alike -> cohorts(alike).stream())
            .flatMap(cohort -> departed(cohort).stream())
            .sorted(Comparator.comparing(departure -> departure.passage().first()))
            .toList(),
        older);
  }

  /** What most were before, by version and server; none where two share the first place. */
  private static Map<String, Fingerprint> usual(List<Passage> passages) {
    Map<String, Map<Fingerprint, Integer>> origins = new HashMap<>();
    for (Passage passage : passages) {
      Fingerprint before = passage.before();
      if (before != null) {
        origins
            .computeIfAbsent(origin(passage, before), _ -> new HashMap<>())
            .merge(before, passage.tenants(), Integer::sum);
      }
    }
    Map<String, Fingerprint> usual = new HashMap<>();
    origins.forEach((origin, counts) -> most(counts).ifPresent(it -> usual.put(origin, it)));
    return usual;
  }

  private static String origin(Passage passage, Fingerprint before) {
    return passage.from() + "/" + before.serverMajor() + "/" + before.algorithm();
  }

  /** Those that were alike, by where they have come to. */
  private static Collection<List<Passage>> cohorts(List<Passage> alike) {
    return alike.stream()
        .collect(
            Collectors.groupingBy(
                one ->
                    "%s/%d/%d"
                        .formatted(one.to(), one.after().serverMajor(), one.after().algorithm()),
                TreeMap::new,
                Collectors.toList()))
        .values();
  }

  private static List<Departure> departed(List<Passage> cohort) {
    Map<Fingerprint, Integer> counts =
        cohort.stream()
            .collect(
                Collectors.toMap(Passage::after, Passage::tenants, Integer::sum, HashMap::new));
    @Nullable Fingerprint most = most(counts).orElse(null);
    @Nullable Passage like =
        cohort.stream().filter(one -> one.after().equals(most)).findFirst().orElse(null);
    return cohort.stream()
        .filter(one -> !one.after().equals(most))
        .map(one -> new Departure(one, like))
        .toList();
  }

  private static Optional<Fingerprint> most(Map<Fingerprint, Integer> counts) {
    int highest = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Fingerprint> first =
        counts.keySet().stream().filter(one -> counts.getOrDefault(one, 0) == highest).toList();
    return first.size() == 1 ? Optional.of(first.getFirst()) : Optional.empty();
  }

  /** How many tenants left; all that are in doubt, where nobody can say who did. */
  public int tenants() {
    return departed.stream().mapToInt(one -> one.passage().tenants()).sum();
  }

  /** For people: {@code 1 tenant left its cohort: initech, unlike acme}; empty when nobody did. */
  public String why() {
    if (departed.isEmpty()) {
      return "";
    }
    int tenants = tenants();
    String names =
        departed.stream().limit(NAMED).map(Departures::told).collect(Collectors.joining("; "));
    int more = departed.size() - NAMED;
    return "%d tenant%s left %s cohort: %s%s"
        .formatted(
            tenants,
            tenants == 1 ? "" : "s",
            tenants == 1 ? "its" : "their",
            names,
            more > 0 ? "; and others in %d more ways".formatted(more) : "");
  }

  private static String told(Departure departure) {
    Passage like = departure.like();
    return like == null
        ? departure.name() + " (a tie)"
        : "%s, unlike %s".formatted(departure.name(), like.first());
  }
}
