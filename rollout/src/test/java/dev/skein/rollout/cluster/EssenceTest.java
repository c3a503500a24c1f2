package dev.skein.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EssenceTest {
  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(
            "could not create unique index \"users_one_an_email\"",
            "could not create unique index \"…\""),
        Arguments.of("Key (email)=(a@b.example) is duplicated.", "Key (…)=(…) is duplicated."),
        Arguments.of("Key (email)=(x (old)) exists", "Key (…)=(…)) exists"),
        Arguments.of(
            "database tenant_042 on eu-1 at 10.0.0.7:5432 refused",
            "database # on eu-# at #.#.#.#:# refused"),
        Arguments.of(
            "invalid input syntax for type integer: 'abc'",
            "invalid input syntax for type integer: '…'"),
        Arguments.of(
            "row 550e8400-e29b-41d4-a716-446655440000 is locked", "row #-#-#-#-# is locked"),
        Arguments.of("la relation « kunden » n'existe pas", "la relation «…» n'existe pas"),
        Arguments.of("Relation „kunden“ existiert nicht", "Relation „…“ existiert nicht"),
        Arguments.of("the tenant's owner isn't \"x\"", "the tenant's owner isn't \"…\""),
        Arguments.of("deadlock  detected\n\tprocess 17 waits", "deadlock detected process # waits"),
        Arguments.of("it ends in a quote \"", "it ends in a quote \""),
        Arguments.of("", ""));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void keepsWhatIsTheSameAtEveryTenant(String message, String essence) {
    assertThat(Essence.of(message)).isEqualTo(essence);
  }

  private static String random(Random random) {
    String letters = "ab Z_9 0\"'(“”«».:\n…$é1)";
    return random
        .ints(random.nextInt(400), 0, letters.length())
        .mapToObj(i -> String.valueOf(letters.charAt(i)))
        .reduce("", String::concat);
  }

  @Test
  void holdsNoDigitIsShortAndStaysAsItIs() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String message = random(random);
      String essence = Essence.of(message);
      assertThat(essence.chars()).noneMatch(Character::isDigit);
      assertThat(essence.length()).isLessThanOrEqualTo(300);
      assertThat(Essence.of(essence)).as(message).isEqualTo(essence);
    }
  }

  @Test
  void saysTheSameWhateverNamesNumbersAndValuesAre() {
    Random random = new Random(7);
    String form = "relation \"%s\" of tenant_%d: Key (%s)=(%s) violates '%s' at 0x%x";
    String first = Essence.of(form.formatted("a", 1, "b", "c", "d", 2));
    for (int i = 0; i < 5_000; i++) {
      String name = random(random).replaceAll("[\"'()“”«»]", "");
      String message =
          form.formatted(
              name, random.nextInt(1 << 20), name, name, name, random.nextInt(1 << 20) + 1);
      // Too long to be compared whole.
      assertThat(first.length()).isLessThan(300);
      assertThat(Essence.of(message)).as(message).isEqualTo(first);
    }
  }
}
