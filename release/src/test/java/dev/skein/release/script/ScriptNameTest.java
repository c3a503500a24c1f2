package dev.skein.release.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skein.contracts.id.SchemaVersion;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptNameTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      nullValues = "null",
      value = {
        "V1__a_b.sql,VERSIONED,1,a b",
        "V1_972__.sql,VERSIONED,1.972,''",
        "V1.sql,VERSIONED,1,''",
        "V1_2.sql,VERSIONED,1.2,''",
        "V1.2_3__x__y.sql,VERSIONED,1.2.3,x  y",
        "V1___x_.sql,VERSIONED,1, x ",
        "V1__ x .sql,VERSIONED,1, x ",
        "V20260101.01__x.y.sql,VERSIONED,20260101.01,x.y",
        "V1__x.SQL,VERSIONED,1,x",
        "R__a.sql,REPEATABLE,null,a",
        "R__.sql,REPEATABLE,null,''",
        "U1__x.sql,UNDO,1,x",
        "U__a_b.sql,UNDO,null,a b",
        "B1__x.sql,BASELINE,1,x"
      })
  void readsNamesAsFlywayDoes(
      String fileName, ScriptKind kind, @Nullable String version, String description) {
    assertThat(ScriptName.parse(fileName))
        .isEqualTo(
            new ScriptName(kind, version == null ? null : new SchemaVersion(version), description));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "V2_b.sql", "v3__c.sql", "V__x.sql", "V1.__x.sql", "V1..2__x.sql", "Vabc__x.sql",
        "V 1__x.sql", "V_1__x.sql", "V-1__x.sql", "R1__a.sql", "R_a.sql", "README.sql",
        "U.sql", "Undo.sql", "BR__x.sql", ".sql", "V1__x.txt", "V1__x",
        "V123456789012345678901234567890123456789012345678901__x.sql"
      })
  void refusesAMisnamedFileAndShowsTheExpectedForm(String fileName) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScriptName.parse(fileName))
        .withMessageStartingWith(fileName + ": expected a name like ")
        .withMessageContaining("__description.sql but ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"beforeMigrate.sql", "afterMigrate__x.sql", "createSchema.sql", "BEFORECLEAN.sql"})
  void refusesFlywaysCallbacks(String fileName) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScriptName.parse(fileName))
        .withMessageContaining("is a Flyway callback, and none is ever run");
  }

  @Test
  void ordersVersionsNumberByNumberWhateverTheirForm() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int i = 0; i < 2_000; i++) {
      int major = random.nextInt(200);
      int minor = random.nextInt(200);
      SchemaVersion low = version("V%d.%d__a.sql".formatted(major, minor));
      SchemaVersion same = version("V0%d_%d_0__b.sql".formatted(major, minor));
      SchemaVersion high =
          version("V%d.%d__c.sql".formatted(major, minor + 1 + random.nextInt(50)));
      assertThat(low).isEqualTo(same).hasSameHashCodeAs(same).isLessThan(high);
      assertThat(high).isGreaterThan(same).isLessThan(version("V%d__d.sql".formatted(major + 1)));
    }
  }

  private static SchemaVersion version(String fileName) {
    return Objects.requireNonNull(ScriptName.parse(fileName).version());
  }
}
