package dev.skein.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.contracts.codec.MessageCodec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CatalogsTest {
  private static final CatalogObject ORDERS = table("orders");
  private static final CatalogObject AUDIT = table("audit_log");

  private static CatalogObject table(String name) {
    return new CatalogObject(ObjectKind.TABLE, null, name, "", null);
  }

  private static CatalogObject column(String table, String name, int place) {
    return new CatalogObject(ObjectKind.COLUMN, table, name, "integer", place);
  }

  private static Catalog catalog(CatalogObject... objects) {
    return new Catalog(18, Arrays.asList(objects));
  }

  @Test
  void a_fingerprint_does_not_depend_on_the_order_of_objects_or_columns() {
    assertThat(catalog(ORDERS, column("orders", "a", 1), column("orders", "b", 2)).fingerprint())
        .isEqualTo(
            catalog(column("orders", "b", 1), column("orders", "a", 2), ORDERS).fingerprint());
  }

  @Test
  void a_fingerprint_keeps_apart_what_runs_together_as_text() {
    CatalogObject one = new CatalogObject(ObjectKind.INDEX, "ab", "c", "d", null);
    CatalogObject other = new CatalogObject(ObjectKind.INDEX, "a", "bc", "d", null);

    assertThat(catalog(one).fingerprint()).isNotEqualTo(catalog(other).fingerprint());
  }

  @Test
  void a_fingerprint_is_what_it_was_yesterday() {
    assertThat(catalog(ORDERS, column("orders", "a", 1)).fingerprint())
        .hasToString("1:18:1eaa5ec56d7cd7d35ff451ec77f4e6a0");
  }

  @Test
  void a_fingerprint_is_read_back_from_its_text_and_other_texts_are_refused() {
    Fingerprint fingerprint = catalog(ORDERS).fingerprint();

    assertThat(Fingerprint.parse(fingerprint.toString())).isEqualTo(fingerprint);
    assertThatThrownBy(() -> Fingerprint.parse("1:18:xyz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a fingerprint like 1:18: and 32 hex digits but got \"1:18:xyz\"");
  }

  @Test
  void fingerprints_of_other_majors_or_algorithms_are_not_comparable() {
    Fingerprint mine = new Fingerprint(1, 18, "0".repeat(32));

    assertThat(mine.isComparableTo(new Fingerprint(1, 18, "1".repeat(32)))).isTrue();
    assertThat(mine.isComparableTo(new Fingerprint(1, 17, "0".repeat(32)))).isFalse();
    assertThat(mine.isComparableTo(new Fingerprint(2, 18, "0".repeat(32)))).isFalse();
  }

  @Test
  void what_a_pattern_names_stays_out_with_what_belongs_to_it() {
    CatalogObject index = new CatalogObject(ObjectKind.INDEX, "audit_log", "i", "…", null);
    Catalog all = catalog(ORDERS, AUDIT, column("audit_log", "a", 1), index);

    assertThat(all.without(List.of(new IgnorePattern("table audit_*")))).isEqualTo(catalog(ORDERS));
    assertThat(all.without(List.of(new IgnorePattern("audit_*")))).isEqualTo(catalog(ORDERS));
    assertThat(all.without(List.of(new IgnorePattern("index audit_log.*"))))
        .isEqualTo(catalog(ORDERS, AUDIT, column("audit_log", "a", 1)));
    assertThat(all.without(List.of(new IgnorePattern("index i"))).objects()).doesNotContain(index);
    assertThat(all.without(List.of(new IgnorePattern("view *"), new IgnorePattern("order"))))
        .isEqualTo(all);
  }

  @Test
  void a_pattern_of_no_known_kind_is_refused() {
    assertThatThrownBy(() -> new IgnorePattern("tabel audit_*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected one of extension, enum, domain,")
        .hasMessageEndingWith("but got \"tabel audit_*\"");
    assertThatThrownBy(() -> new IgnorePattern(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_difference_is_missing_extra_or_changed_and_tells_of_a_whole_table_once() {
    CatalogObject view = new CatalogObject(ObjectKind.VIEW, null, "v", "SELECT 1", null);
    CatalogObject changed = new CatalogObject(ObjectKind.VIEW, null, "v", "SELECT 2", null);
    CatalogObject moved = column("orders", "new", 2);

    assertThat(
            CatalogDiff.between(
                    catalog(
                        ORDERS, column("orders", "a", 1), AUDIT, column("audit_log", "a", 1), view),
                    catalog(ORDERS, column("orders", "a", 1), moved, changed))
                .differences())
        .containsExactly(
            new Difference.Changed(view, changed),
            new Difference.Missing(AUDIT),
            new Difference.Extra(moved));
  }

  @Test
  void columns_in_another_order_are_a_note_beside_what_is_missing() {
    Catalog expected =
        catalog(
            ORDERS, column("orders", "a", 1), column("orders", "b", 2), column("orders", "c", 3));
    Catalog found = catalog(ORDERS, column("orders", "c", 1), column("orders", "a", 2));

    assertThat(CatalogDiff.between(expected, found).differences())
        .containsExactly(
            new Difference.Missing(column("orders", "b", 2)),
            new Difference.ColumnOrder("orders", List.of("a", "c"), List.of("c", "a")));
    assertThat(CatalogDiff.between(expected, found).isSame()).isFalse();
    assertThat(CatalogDiff.between(found, found).differences()).isEmpty();
  }

  @Test
  void all_of_it_goes_through_json_and_back() {
    JsonMapper mapper = MessageCodec.jsonMapper();
    Catalog expected = catalog(ORDERS, column("orders", "a", 1), column("orders", "b", 2));
    Catalog found = catalog(ORDERS, column("orders", "b", 1), column("orders", "a", 2), AUDIT);
    CatalogDiff diff = CatalogDiff.between(expected, found);

    assertThat(mapper.readValue(mapper.writeValueAsString(expected), Catalog.class))
        .isEqualTo(expected);
    assertThat(mapper.readValue(mapper.writeValueAsString(diff), CatalogDiff.class))
        .isEqualTo(diff);
    assertThat(mapper.writeValueAsString(diff))
        .contains("{\"difference\":\"extra\",\"found\":{\"kind\":\"table\"");
    assertThat(
            mapper.readValue(mapper.writeValueAsString(expected.fingerprint()), Fingerprint.class))
        .isEqualTo(expected.fingerprint());
  }
}
