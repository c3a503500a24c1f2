package dev.skein.release.backfill;

import dev.skein.contracts.id.BackfillName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The backfills of a release. A name that stands twice, or in both lists, is an {@link
 * IllegalArgumentException}.
 *
 * @param own run on each tenant after the release's migrations, in this order
 * @param required of earlier releases, without which no migration of this one runs on a tenant
 */
public record Backfills(List<Backfill> own, List<BackfillName> required) {
  public static final Backfills NONE = new Backfills(List.of(), List.of());

  public Backfills {
    own = List.copyOf(own);
    required = List.copyOf(required);
    Set<BackfillName> seen = new HashSet<>();
    for (Backfill backfill : own) {
      once(seen, backfill.name());
    }
    for (BackfillName name : required) {
      once(seen, name);
    }
  }

  private static void once(Set<BackfillName> seen, BackfillName name) {
    if (!seen.add(name)) {
      throw new IllegalArgumentException(
          "expected each backfill once, as the release's own or as required, but got %s twice"
              .formatted(name));
    }
  }

  public boolean isEmpty() {
    return own.isEmpty() && required.isEmpty();
  }

  /** One of the release's own. */
  public Optional<Backfill> find(BackfillName name) {
    return own.stream().filter(backfill -> backfill.name().equals(name)).findFirst();
  }

  /** What another release of the same tenants keeps: it runs none of these again. */
  public Backfills requiredAlone() {
    return new Backfills(List.of(), required);
  }
}
