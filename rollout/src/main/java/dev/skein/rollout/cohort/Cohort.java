package dev.skein.rollout.cohort;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tenants that are to be alike: of one version, on one major version of PostgreSQL, read by one
 * algorithm. What is right is what most of them have; where no fingerprint has more tenants than
 * every other one, nobody can say, and all count as odd.
 *
 * @param groups at least one; the largest first, and then by their first tenants, so that the same
 *     tenants give the same order
 */
public record Cohort(SchemaVersion version, int serverMajor, int algorithm, List<Alike> groups) {
  private record Key(SchemaVersion version, int serverMajor, int algorithm)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::version)
            .thenComparingInt(Key::serverMajor)
            .thenComparingInt(Key::algorithm);

    static Key of(Read read) {
      Fingerprint fingerprint = read.fingerprint();
      return new Key(read.version(), fingerprint.serverMajor(), fingerprint.algorithm());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  public Cohort {
    groups = List.copyOf(groups);
  }

  /** By version, then server; each tenant is to be there once. */
  public static List<Cohort> of(Collection<Read> reads) {
    Map<Key, List<Read>> cohorts =
        reads.stream().collect(Collectors.groupingBy(Key::of, TreeMap::new, Collectors.toList()));
    return cohorts.entrySet().stream().map(one -> of(one.getKey(), one.getValue())).toList();
  }

  private static Cohort of(Key key, List<Read> reads) {
    Map<Fingerprint, List<String>> alike =
        reads.stream()
            .collect(
                Collectors.groupingBy(
                    Read::fingerprint,
                    LinkedHashMap::new,
                    Collectors.mapping(Read::tenant, Collectors.toList())));
    List<Alike> groups =
        alike.entrySet().stream()
            .map(one -> new Alike(one.getKey(), one.getValue()))
            .sorted(
                Comparator.comparingInt((Alike one) -> -one.tenants().size())
                    .thenComparing(one -> one.tenants().getFirst()))
            .toList();
    return new Cohort(key.version, key.serverMajor, key.algorithm, groups);
  }

  /** How many tenants there are in all. */
  public int tenants() {
    return groups.stream().mapToInt(one -> one.tenants().size()).sum();
  }

  /** What most of them have; empty where two fingerprints or more share the first place. */
  public Optional<Alike> most() {
    Alike first = groups.getFirst();
    return groups.size() > 1 && groups.get(1).tenants().size() == first.tenants().size()
        ? Optional.empty()
        : Optional.of(first);
  }

  /** Who is not as most of them are; all of them, where nobody can say what is right. */
  public List<Alike> odd() {
    return most().isPresent() ? groups.subList(1, groups.size()) : groups;
  }
}
