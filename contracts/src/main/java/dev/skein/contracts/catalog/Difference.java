package dev.skein.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One way in which a catalog is not as another, which it is expected to be like. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "difference")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Difference.Missing.class, name = "missing"),
  @JsonSubTypes.Type(value = Difference.Extra.class, name = "extra"),
  @JsonSubTypes.Type(value = Difference.Changed.class, name = "changed"),
  @JsonSubTypes.Type(value = Difference.ColumnOrder.class, name = "column-order")
})
public sealed interface Difference {
  /** What is expected and not there; its parts are not told apart. */
  record Missing(CatalogObject expected) implements Difference {
    @Override
    public String toString() {
      return "missing: " + expected;
    }
  }

  /** What is there and not expected; its parts are not told apart. */
  record Extra(CatalogObject found) implements Difference {
    @Override
    public String toString() {
      return "extra: " + found;
    }
  }

  /** What is there under its name, but otherwise. */
  record Changed(CatalogObject expected, CatalogObject found) implements Difference {
    @Override
    public String toString() {
      return "changed: %s: expected \"%s\" but got \"%s\""
          .formatted(expected, expected.definition(), found.definition());
    }
  }

  /**
   * A note: the same columns stand in another order, as after a column was dropped and restored.
   * The fingerprint is the same.
   *
   * @param expected the columns that both have, in the expected order
   * @param found the same columns in the other order
   */
  record ColumnOrder(String table, List<String> expected, List<String> found)
      implements Difference {
    public ColumnOrder {
      expected = List.copyOf(expected);
      found = List.copyOf(found);
    }

    @Override
    public String toString() {
      return "note: columns of table %s stand in the order %s, not %s"
          .formatted(table, String.join(", ", found), String.join(", ", expected));
    }
  }
}
