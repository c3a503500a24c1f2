package dev.skein.engine.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.catalog.Difference;
import dev.skein.testkit.TestPostgres;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every kind of object: a change of it changes the fingerprint, and the difference names it. */
class KindsIT {
  @TestFactory
  Stream<DynamicTest> a_change_changes_the_fingerprint_and_is_named() {
    Schemas schemas = Schemas.on(TestPostgres.shared());
    return KindExample.all().stream()
        .map(example -> DynamicTest.dynamicTest(example.what(), () -> check(schemas, example)));
  }

  private static void check(Schemas schemas, KindExample example) {
    Catalog first =
        schemas
            .create(example.what() + " 1", KindExample.BASE, example.first())
            .read(example.what() + " 1");
    Catalog second =
        schemas
            .create(example.what() + " 2", KindExample.BASE, example.second())
            .read(example.what() + " 2");

    assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
    assertThat(CatalogDiff.between(first, second).differences())
        .extracting(KindsIT::named)
        .containsExactlyElementsOf(example.named());
    assertThat(CatalogDiff.between(first, second).isSame()).isFalse();
  }

  private static String named(Difference difference) {
    String text = difference.toString();
    int definition = text.indexOf(": expected");
    return definition < 0 ? text : text.substring(0, definition);
  }
}
