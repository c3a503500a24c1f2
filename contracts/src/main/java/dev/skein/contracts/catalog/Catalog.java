package dev.skein.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a tenant's schema is made of, without comments, owners, grants, statistics and data, and
 * without Flyway's, Prisma's and Skein's own objects.
 *
 * @param serverMajor of the server that told it: another major tells the same schema differently
 * @param objects copied, in an order of their own
 */
public record Catalog(int serverMajor, List<CatalogObject> objects) {
  public Catalog {
    objects = objects == null ? List.of() : objects.stream().sorted().toList();
  }

  /** Without the objects that any of the patterns names, and without what belongs to these. */
  public Catalog without(Collection<IgnorePattern> patterns) {
    Predicate<CatalogObject> named =
        patterns.stream().map(IgnorePattern::names).reduce(object -> false, Predicate::or);
    Set<String> gone =
        objects.stream()
            .filter(object -> object.kind().hasParts())
            .filter(named)
            .map(CatalogObject::name)
            .collect(Collectors.toSet());
    return new Catalog(
        serverMajor,
        objects.stream()
            .filter(named.negate())
            .filter(object -> object.of() == null || !gone.contains(object.of()))
            .toList());
  }

  @JsonIgnore
  public Fingerprint fingerprint() {
    return Fingerprint.of(this);
  }
}
