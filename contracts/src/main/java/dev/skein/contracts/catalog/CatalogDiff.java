package dev.skein.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a catalog differs from the one that it is expected to be like: the reading side of two
 * fingerprints that are not equal. Where a table is missing or extra as a whole, its parts are not
 * told one by one.
 *
 * @param differences what is missing or changed, then what is extra, each by kind and name; notes
 *     on the order of columns last; copied
 */
public record CatalogDiff(List<Difference> differences) {
  public CatalogDiff {
    differences = differences == null ? List.of() : List.copyOf(differences);
  }

  public static CatalogDiff between(Catalog expected, Catalog found) {
    Map<Key, CatalogObject> wanted = byKey(expected);
    Map<Key, CatalogObject> there = byKey(found);
    List<Difference> differences = new ArrayList<>();
    wanted.forEach(
        (key, object) -> {
          CatalogObject other = there.get(key);
          if (other != null && !object.definition().equals(other.definition())) {
            differences.add(new Difference.Changed(object, other));
          }
        });
    onlyIn(wanted, there).forEach(object -> differences.add(new Difference.Missing(object)));
    onlyIn(there, wanted).forEach(object -> differences.add(new Difference.Extra(object)));
    differences.addAll(moved(expected, found));
    return new CatalogDiff(differences);
  }

  /** Whether the fingerprints are equal; notes do not count. */
  @JsonIgnore
  public boolean isSame() {
    return differences.stream().allMatch(Difference.ColumnOrder.class::isInstance);
  }

  private record Key(ObjectKind kind, @Nullable String of, String name) {
    static Key of(CatalogObject object) {
      return new Key(object.kind(), object.of(), object.name());
    }
  }

  private static Map<Key, CatalogObject> byKey(Catalog catalog) {
    Map<Key, CatalogObject> objects = new LinkedHashMap<>();
    catalog.objects().forEach(object -> objects.put(Key.of(object), object));
    return objects;
  }

  private static List<CatalogObject> onlyIn(
      Map<Key, CatalogObject> one, Map<Key, CatalogObject> other) {
    Set<String> owners =
        other.values().stream()
            .filter(object -> object.kind().hasParts())
            .map(CatalogObject::name)
            .collect(Collectors.toSet());
    return one.entrySet().stream()
        .filter(entry -> !other.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .filter(object -> object.of() == null || owners.contains(object.of()))
        .toList();
  }

  private static List<Difference> moved(Catalog expected, Catalog found) {
    Map<String, List<String>> wanted = columns(expected);
    Map<String, List<String>> there = columns(found);
    List<Difference> notes = new ArrayList<>();
    wanted.forEach(
        (table, columns) -> {
          List<String> others = there.getOrDefault(table, List.of());
          List<String> left = common(columns, others);
          List<String> right = common(others, columns);
          if (!left.equals(right)) {
            notes.add(new Difference.ColumnOrder(table, left, right));
          }
        });
    return notes;
  }

  /** Each table's columns as they stand. */
  private static Map<String, List<String>> columns(Catalog catalog) {
    record Column(String table, int place, String name) {}
    List<Column> columns = new ArrayList<>();
    for (CatalogObject object : catalog.objects()) {
      if (object.kind() == ObjectKind.COLUMN && object.of() != null && object.place() != null) {
        columns.add(new Column(object.of(), object.place(), object.name()));
      }
    }
    columns.sort(Comparator.comparingInt(Column::place));
    return columns.stream()
        .collect(
            Collectors.groupingBy(
                Column::table,
                TreeMap::new,
                Collectors.mapping(Column::name, Collectors.toList())));
  }

  private static List<String> common(List<String> columns, List<String> others) {
    Set<String> kept = new HashSet<>(others);
    return columns.stream().filter(kept::contains).toList();
  }
}
