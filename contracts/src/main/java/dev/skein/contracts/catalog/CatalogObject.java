package dev.skein.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing in a tenant's schema. What it is called and what it is are texts as PostgreSQL writes
 * them, free of the schema's own name; kind, owner and name tell it from all others of a catalog.
 *
 * @param of the table, view or type that it is a part of, or null where it stands by itself
 * @param name without quotes; a function's with the types of its arguments
 * @param definition all of it that a script could have written differently; empty for a plain table
 * @param place a column's place among its table's, from 1; null for others. Not a part of what the
 *     object is: a column that was dropped and restored has moved, and is the same.
 */
public record CatalogObject(
    ObjectKind kind, @Nullable String of, String name, String definition, @Nullable Integer place)
    implements Comparable<CatalogObject> {
  private static final Comparator<CatalogObject> ORDER =
      Comparator.comparing(CatalogObject::kind)
          .thenComparing(CatalogObject::path)
          .thenComparing(CatalogObject::definition);

  /** {@code orders}, {@code orders.customer_id}. */
  @JsonIgnore
  public String path() {
    return of == null ? name : of + "." + name;
  }

  @Override
  public int compareTo(CatalogObject other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + " " + path();
  }
}
