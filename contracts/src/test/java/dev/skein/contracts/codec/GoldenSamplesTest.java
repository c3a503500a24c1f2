package dev.skein.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.Message;
import dev.skein.contracts.codec.Samples.Sample;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The samples are the contract in the small: both sides read these same files. */
class GoldenSamplesTest {
  static Stream<Sample> samples() {
    return Samples.all();
  }

  @Test
  void everyKindHasASchemaAFullAndAMinimalSample() {
    assertThat(Samples.filesIn("/dev/skein/schemas"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("common.v1.json"),
                    Arrays.stream(MessageType.values()).map(type -> type.slug() + ".v1.json"))
                .toList());
    for (MessageType type : MessageType.values()) {
      assertThat(Samples.resource(type.schemaResource()))
          .contains("\"$id\": \"" + Schemas.BASE + type.slug());
      assertThat(Samples.sample(type, "full").tree().size())
          .isGreaterThanOrEqualTo(Samples.sample(type, "minimal").tree().size());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void fitsItsSchema(Sample sample) {
    assertThat(Schemas.errors(sample.type(), sample.tree())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void decodesToItsRecordAndBack(Sample sample) {
    Message message = sample.message();
    assertThat(message).isInstanceOf(sample.type().messageClass());
    JsonNode encoded = Samples.JSON.readTree(Samples.CODEC.encode(message).value());
    assertThat(Schemas.errors(sample.type(), encoded)).isEmpty();
    assertThat(sample.decode(encoded)).isEqualTo(new Decoded.Read(message));
    if (!sample.variant().equals("minimal")) {
      assertThat(encoded).isEqualTo(sample.tree());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aMinimalSampleHoldsNoFieldThatCouldBeLeftOut(Sample sample) {
    boolean minimal = sample.variant().equals("minimal");
    long optional =
        Mutations.fields(sample.tree()).stream()
            .filter(
                field ->
                    Schemas.errors(sample.type(), Mutations.without(sample.tree(), field))
                        .isEmpty())
            .count();
    assertThat(minimal && optional > 0).as("%d optional fields", optional).isFalse();
  }
}
