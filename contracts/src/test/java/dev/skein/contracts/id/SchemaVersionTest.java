package dev.skein.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchemaVersionTest {
  private static final long SEED = 20261121;

  private static SchemaVersion version(String text) {
    return new SchemaVersion(text);
  }

  @Test
  void comparesNumberByNumberAndNotAsText() {
    List<String> ascending =
        List.of(
            "0",
            "0.0.1",
            "1",
            "1.0.1",
            "1.1",
            "1.2",
            "1.10",
            "2",
            "10",
            "20250807132908",
            "9".repeat(50));
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        assertThat(Integer.signum(version(ascending.get(i)).compareTo(version(ascending.get(j)))))
            .as("%s against %s", ascending.get(i), ascending.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void trailingZerosAndLeadingZerosHaveNoMeaning() {
    assertThat(version("1.0")).isEqualTo(version("1")).hasSameHashCodeAs(version("1"));
    assertThat(version("0.0.0")).isEqualTo(version("0")).hasSameHashCodeAs(version("0"));
    assertThat(version("01.02")).isEqualTo(version("1.2")).hasSameHashCodeAs(version("1.2"));
    assertThat(version("1.0.1")).isNotEqualTo(version("1.1"));
    assertThat(version("10")).isNotEqualTo(version("1"));
  }

  @Test
  void keepsTheFormItWasGivenWithUnderscoresAsDots() {
    assertThat(version("1.0")).hasToString("1.0");
    assertThat(version("1_2_0")).hasToString("1.2.0").isEqualTo(version("1.2"));
  }

  @Test
  void theOrderIsTotalAndConsistentWithEquals() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      SchemaVersion a = random(random);
      SchemaVersion b = random(random);
      SchemaVersion c = random(random);
      String shown = "%s, %s, %s".formatted(a, b, c);
      assertThat(Integer.signum(a.compareTo(b)))
          .as(shown)
          .isEqualTo(-Integer.signum(b.compareTo(a)));
      assertThat(a.equals(b)).as(shown).isEqualTo(a.compareTo(b) == 0);
      if (a.equals(b)) {
        assertThat(a).as(shown).hasSameHashCodeAs(b);
      }
      if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
        assertThat(a.compareTo(c)).as(shown).isNotPositive();
      }
    }
  }

  @Test
  void appendedZerosNeverChangeAVersion() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      SchemaVersion plain = random(random);
      SchemaVersion padded = version(plain.value() + ".0".repeat(1 + random.nextInt(4)));
      assertThat(padded).isEqualTo(plain).hasSameHashCodeAs(plain).isEqualByComparingTo(plain);
    }
  }

  @Test
  void sortingAgreesWithAnOrderOverPaddedNumbers() {
    Random random = new Random(SEED);
    List<SchemaVersion> versions = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      versions.add(random(random));
    }
    List<SchemaVersion> byPaddedText =
        versions.stream().sorted(Comparator.comparing(SchemaVersionTest::padded)).toList();
    assertThat(versions.stream().sorted().toList()).isEqualTo(byPaddedText);
  }

  /** Six parts of sixty digits each, so that text order is number order. */
  private static String padded(SchemaVersion version) {
    String sixParts = version.value() + ".0".repeat(6 - version.value().split("\\.", -1).length);
    return java.util.Arrays.stream(sixParts.split("\\.", -1))
        .map(part -> "0".repeat(60 - part.length()) + part)
        .collect(Collectors.joining("."));
  }

  /** Few different numbers, so that equal and almost equal versions are met often. */
  private static SchemaVersion random(Random random) {
    return version(
        random
            .ints(1 + random.nextInt(4), 0, 4)
            .mapToObj(
                number ->
                    number == 3 ? "30000000000000000000" : "0".repeat(random.nextInt(2)) + number)
            .collect(Collectors.joining(random.nextBoolean() ? "." : "_")));
  }
}
