package dev.skein.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.codec.Samples.Sample;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
  private static final long SEED = 20261121;
  private static final Sample MIGRATE = Samples.sample(MessageType.MIGRATE_TENANT, "full");

  static Stream<Sample> samples() {
    return Samples.all();
  }

  private static Decoded decode(String type, byte @Nullable [] value) {
    return Samples.CODEC.decode(Map.of("ce_type", Samples.utf8(type)), value);
  }

  private static String refusal(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Refused(String why) -> why;
      case Decoded.Read read -> throw new AssertionError("expected a refusal but got " + read);
    };
  }

  @ParameterizedTest
  @MethodSource("samples")
  void headersAreCloudEventsAttributesInBinaryMode(Sample sample) {
    Instant before = Instant.now();
    EncodedMessage encoded = Samples.CODEC.encode(sample.message());
    Map<String, String> headers = new TreeMap<>();
    encoded
        .headers()
        .forEach((name, value) -> headers.put(name, new String(value, StandardCharsets.UTF_8)));
    assertThat(headers)
        .containsOnlyKeys(
            "ce_specversion",
            "ce_id",
            "ce_type",
            "ce_source",
            "ce_subject",
            "ce_time",
            "content-type")
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_type", "dev.skein." + sample.type().slug() + ".v1")
        .containsEntry("ce_source", "/test")
        .containsEntry("ce_subject", encoded.key())
        .containsEntry("content-type", "application/json");
    assertThat(UUID.fromString(headers.get("ce_id"))).hasToString(headers.get("ce_id"));
    assertThat(Instant.parse(headers.get("ce_time"))).isBetween(before, Instant.now());
    assertThat(encoded.key()).isEqualTo(sample.message().key()).isNotBlank();
    assertThat(Samples.CODEC.decode(encoded.headers(), encoded.value()))
        .isEqualTo(new Decoded.Read(sample.message()));
  }

  @Test
  void everyRecordHasAnIdOfItsOwn() {
    assertThat(Samples.CODEC.encode(MIGRATE.message()).headers().get("ce_id"))
        .isNotEqualTo(Samples.CODEC.encode(MIGRATE.message()).headers().get("ce_id"));
  }

  @Test
  void aRecordWithoutATypeIsRefused() {
    byte[] value = Samples.JSON.writeValueAsBytes(MIGRATE.tree());
    assertThat(Samples.CODEC.decode(Map.of(), value))
        .isEqualTo(new Decoded.Refused("expected a ce_type header but there is none"));
  }

  @Test
  void anotherMajorVersionIsRefused() {
    byte[] value = Samples.JSON.writeValueAsBytes(MIGRATE.tree());
    assertThat(refusal(decode("dev.skein.migrate-tenant.v2", value)))
        .isEqualTo("expected major version 1 but got dev.skein.migrate-tenant.v2");
    assertThat(refusal(decode("dev.skein.migrate-tenant.v0", value))).contains("major version 1");
  }

  @Test
  void anUnknownKindIsRefused() {
    assertThat(refusal(decode("dev.skein.drop-tenant.v1", Samples.utf8("{}"))))
        .isEqualTo("expected a known kind of message but got dev.skein.drop-tenant.v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "migrate-tenant",
        "dev.skein.migrate-tenant",
        "dev.skein.migrate-tenant.v",
        "dev.skein.Migrate-Tenant.v1",
        "dev.skein.migrate-tenant.v1 ",
        "com.skein.migrate-tenant.v1",
        "dev.skein.migrate-tenant.v9999999999"
      })
  void aTypeOfAnotherFormIsRefused(String type) {
    assertThat(refusal(decode(type, Samples.utf8("{}"))))
        .isEqualTo("expected a type like dev.skein.<kind>.v1 but got " + type);
  }

  @Test
  void aRefusalIsShortAndHoldsNothingThatSteersATerminal() {
    String why =
        refusal(decode("a\n\u001b[2J\u009b\u202e" + "x".repeat(1_000), Samples.utf8("{}")));
    assertThat(why).hasSizeLessThan(200).contains("a??[2J??x").doesNotContainPattern("\\p{Cc}");
    String tenant = "\\u001b[2J\\n" + "x".repeat(100_000);
    String inValue =
        refusal(
            decode(
                "dev.skein.migrate-tenant.v1",
                Samples.utf8("{\"target\":{\"tenant\":\"" + tenant + "\"}}")));
    assertThat(inValue).hasSizeLessThan(1_000).doesNotContainPattern("\\p{Cc}");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aNullValueIsRefused(Sample sample) {
    assertThat(refusal(decode(sample.type().eventType(), null)))
        .isEqualTo("expected a JSON object but the value is null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{",
        "[]",
        "[{}]",
        "\"text\"",
        "1",
        "true",
        "{}",
        "not JSON",
        "{}{}",
        "<xml/>",
        "\uFEFF"
      })
  void aValueThatIsNoSuchObjectIsRefusedForEveryKind(String value) {
    for (MessageType type : MessageType.values()) {
      assertThat(refusal(Samples.decode(type, Samples.utf8(value))))
          .startsWith("expected a " + type.eventType());
    }
  }

  @Test
  void poisonBytesAreRefusedAndNeverThrow() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      byte[] poison = new byte[random.nextInt(200)];
      random.nextBytes(poison);
      assertThat(Samples.decode(MessageType.MIGRATE_TENANT, poison))
          .isInstanceOf(Decoded.Refused.class);
    }
    assertThat(Samples.decode(MessageType.MIGRATE_TENANT, Samples.utf8("[".repeat(100_000))))
        .isInstanceOf(Decoded.Refused.class);
    assertThat(Samples.decode(MessageType.MIGRATE_TENANT, Samples.utf8("{\"x\":".repeat(100_000))))
        .isInstanceOf(Decoded.Refused.class);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aDamagedRecordIsReadOrRefusedButNeverThrows(Sample sample) {
    Random random = new Random(SEED);
    byte[] whole = Samples.JSON.writeValueAsBytes(sample.tree());
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      assertThat(Samples.decode(sample.type(), damaged)).isNotNull();
    }
  }

  @Test
  void anUnknownOutcomeOrReasonIsRefused() {
    String applied = Samples.sample(MessageType.MIGRATION_RESULT, "applied").tree().toString();
    String rejected = Samples.sample(MessageType.MIGRATION_RESULT, "rejected").tree().toString();
    for (String value :
        new String[] {
          applied.replace("\"applied\"", "\"melted\""),
          applied.replace("\"applied\"", "1"),
          rejected.replace("\"stale-epoch\"", "\"bored\""),
          rejected.replace("\"stale-epoch\"", "\"STALE_EPOCH\"")
        }) {
      assertThat(Samples.decode(MessageType.MIGRATION_RESULT, Samples.utf8(value)))
          .as(value)
          .isInstanceOf(Decoded.Refused.class);
      assertThat(Schemas.errors(MessageType.MIGRATION_RESULT, Samples.JSON.readTree(value)))
          .isNotEmpty();
    }
  }

  @Test
  void mapsAreWrittenInTheOrderOfTheirKeys() {
    String value =
        MIGRATE
            .tree()
            .toString()
            .replace("\"plan\":\"gold\"", "\"z\":\"1\",\"k\":\"2\",\"b\":\"3\",\"a\":\"4\"");
    Decoded decoded = Samples.decode(MessageType.MIGRATE_TENANT, Samples.utf8(value));
    if (!(decoded instanceof Decoded.Read(var message))) {
      throw new AssertionError(decoded);
    }
    assertThat(new String(Samples.CODEC.encode(message).value(), StandardCharsets.UTF_8))
        .contains("{\"a\":\"4\",\"b\":\"3\",\"k\":\"2\",\"region\":\"eu\",\"z\":\"1\"}");
  }
}
