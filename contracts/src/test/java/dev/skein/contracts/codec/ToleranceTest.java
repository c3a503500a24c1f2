package dev.skein.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.codec.Samples.Sample;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One place of a sample is changed at a time: codec and schema must judge the result alike. */
class ToleranceTest {
  private static final long SEED = 20261121;

  static Stream<Sample> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anUnknownFieldIsPassedOverAtEveryLevel(Sample sample) {
    Random random = new Random(SEED);
    Decoded expected = sample.decode(sample.tree());
    for (JsonPointer at : Mutations.objects(sample.tree())) {
      JsonNode changed = sample.tree().deepCopy();
      ((ObjectNode) changed.at(at)).set("x" + random.nextInt(1 << 30), unknown(random));
      assertThat(sample.decode(changed)).as("at \"%s\"", at).isEqualTo(expected);
      assertThat(Schemas.errors(sample.type(), changed)).as("at \"%s\"", at).isEmpty();
    }
  }

  private static JsonNode unknown(Random random) {
    List<String> values =
        List.of("null", "1", "\"x\"", "true", "[1, {\"y\": []}]", "{\"z\": {\"kind\": \"k\"}}");
    return Samples.JSON.readTree(values.get(random.nextInt(values.size())));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aMissingFieldIsRefusedByBothOrByNeither(Sample sample) {
    int refused = 0;
    for (JsonPointer field : Mutations.fields(sample.tree())) {
      JsonNode changed = Mutations.without(sample.tree(), field);
      boolean fits = Schemas.errors(sample.type(), changed).isEmpty();
      Decoded decoded = sample.decode(changed);
      assertThat(decoded instanceof Decoded.Read)
          .as("without %s: %s", field, decoded)
          .isEqualTo(fits);
      if (decoded instanceof Decoded.Refused(String why)) {
        refused++;
        assertThat(why).startsWith("expected a " + sample.type().eventType());
        assertThat(why).contains(field.last().getMatchingProperty());
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRequiredFieldThatIsNullIsRefusedByBoth(Sample sample) {
    JsonNode nothing = Samples.JSON.getNodeFactory().nullNode();
    for (JsonPointer field : Mutations.fields(sample.tree())) {
      if (!Schemas.errors(sample.type(), Mutations.without(sample.tree(), field)).isEmpty()) {
        JsonNode changed = Mutations.with(sample.tree(), field, nothing);
        assertThat(sample.decode(changed)).as("null %s", field).isInstanceOf(Decoded.Refused.class);
        assertThat(Schemas.errors(sample.type(), changed)).as("null %s", field).isNotEmpty();
      }
    }
  }

  /** Senders leave out what is not known, as the schema says; a reader also takes null for it. */
  @ParameterizedTest
  @MethodSource("samples")
  void anOptionalFieldThatIsNullReadsAsAbsent(Sample sample) {
    JsonNode nothing = Samples.JSON.getNodeFactory().nullNode();
    for (JsonPointer field : Mutations.fields(sample.tree())) {
      JsonNode absent = Mutations.without(sample.tree(), field);
      if (Schemas.errors(sample.type(), absent).isEmpty()) {
        assertThat(sample.decode(Mutations.with(sample.tree(), field, nothing)))
            .as("null %s", field)
            .isEqualTo(sample.decode(absent));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aValueOfAnotherJsonTypeIsRefusedByBoth(Sample sample) {
    for (JsonPointer place : Mutations.scalars(sample.tree())) {
      Mutations.ofOtherTypes(sample.tree().at(place))
          .forEach(
              other -> {
                JsonNode changed = Mutations.with(sample.tree(), place, other);
                assertThat(Schemas.errors(sample.type(), changed))
                    .as("%s as %s", place, other)
                    .isNotEmpty();
                assertThat(sample.decode(changed))
                    .as("%s as %s", place, other)
                    .isInstanceOf(Decoded.Refused.class);
              });
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anObjectOrArrayReplacedByAnotherTypeIsRefusedByBoth(Sample sample) {
    for (JsonPointer field : Mutations.fields(sample.tree())) {
      JsonNode value = sample.tree().at(field);
      if (value.isContainer()) {
        Mutations.ofOtherTypes(value)
            .filter(other -> !other.isContainer() || other.isEmpty())
            .forEach(
                other -> {
                  JsonNode changed = Mutations.with(sample.tree(), field, other);
                  assertThat(Schemas.errors(sample.type(), changed))
                      .as("%s as %s", field, other)
                      .isNotEmpty();
                  assertThat(sample.decode(changed))
                      .as("%s as %s", field, other)
                      .isInstanceOf(Decoded.Refused.class);
                });
      }
    }
  }
}
