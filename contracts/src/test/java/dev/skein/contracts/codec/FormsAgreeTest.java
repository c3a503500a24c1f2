package dev.skein.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Texts and numbers at their limits: the patterns and bounds of the schemas are those of Java. */
class FormsAgreeTest {
  private static final String UUID = "3f0c2c1e-8a52-4a7e-9d0b-6f1f5a2f7c11";

  static Stream<Arguments> limits() {
    List<String> slugs = List.of("a", "0-_", "a".repeat(63));
    List<String> noSlugs = List.of("", "-a", "_", "A", "a.b", "a b", "a\n", "ä", "a".repeat(64));
    return Stream.of(
        texts("migrate-tenant", "/target/tenant", slugs, noSlugs),
        texts("migrate-tenant", "/target/shard", slugs, noSlugs),
        texts(
            "migrate-tenant",
            "/target/database",
            List.of("a", "Tenant \"A\"", "ä", "\u00a0", "a".repeat(63)),
            List.of(
                "", " ", "\u2003 ", "a\u0000", "a\n", "\t", "a\u0085b", "\u007f", "a".repeat(64))),
        texts("migrate-tenant", "/target/schema", List.of("public", " a "), List.of("", "\u3000")),
        texts(
            "migrate-tenant",
            "/order/rollout",
            List.of("r1-abcd", "r" + "9".repeat(18) + "-0000"),
            List.of(
                "", "r0-abcd", "r1-abc", "r1-ABCD", "r1-abcd\n", "r" + "9".repeat(19) + "-0000")),
        texts(
            "migrate-tenant",
            "/order/attempt",
            List.of(UUID),
            List.of(
                "", UUID + "0", UUID.substring(1), UUID.replace('f', 'F'), UUID.replace('f', 'g'))),
        texts(
            "migrate-tenant",
            "/order/timeLimit",
            List.of("PT1S", "PT0.000000001S", "P1D", "P1DT2H3M4.5S", "PT2562047788015215H30M7S"),
            List.of(
                "", "PT0S", "P0D", "PT-1S", "-PT1S", "P", "PT", "P1DT", "P1Y", "P1W", "1s",
                "PT1.5M", "PT1S\n")),
        texts(
            "migration-result",
            "/took",
            List.of("PT0S", "PT0.5S", "P0D", "PT1M30.25S"),
            List.of("", "P", "PT", "PT-0.5S", "0.5", "PT1.0000000001S")),
        texts(
            "migrate-tenant",
            "/release/digest",
            List.of("sha256:" + "0f".repeat(32)),
            List.of("", "0f".repeat(32), "sha256:" + "0F".repeat(32), "sha512:" + "0f".repeat(32))),
        texts(
            "migrate-tenant",
            "/release/name",
            List.of("1", "v1.0+b_2-rc", "a".repeat(100)),
            List.of("", "-1", "a b", "a".repeat(101))),
        texts(
            "migrate-tenant",
            "/release/to",
            List.of("0", "1.0", "1_2", "9".repeat(50), "1" + ".1".repeat(9)),
            List.of("", "1.", ".1", "v1", "1..2", "9".repeat(51), "1" + ".1".repeat(10))),
        texts(
            "migration-accepted",
            "/worker/worker",
            List.of("w", "w-1.local_a", "a".repeat(100)),
            List.of("", ".w", "W", "a".repeat(101))),
        texts(
            "migration-accepted",
            "/at",
            List.of(
                "2026-11-21T09:30:00Z",
                "2026-11-21T09:30:00.123456789Z",
                "2026-11-21T10:30:00+01:00"),
            List.of(
                "",
                "2026-11-21",
                "2026-11-21T09:30:00",
                "2026-02-30T00:00:00Z",
                "1763717400",
                "now")),
        numbers("migrate-tenant", "/order/number", "1", "2147483647", "0", "-1", "2147483648"),
        numbers("migrate-tenant", "/order/epoch/generation", "0", "32767", "-1", "32768"),
        numbers(
            "migrate-tenant",
            "/order/epoch/counter",
            "0",
            "281474976710655",
            "-1",
            "281474976710656"),
        numbers("worker-heartbeat", "/shards/0/concurrency", "1", "2147483647", "0", "-5"),
        numbers(
            "worker-heartbeat",
            "/shards/0/offsets/0",
            "0",
            "9223372036854775807",
            "9223372036854775808"),
        numbers("release-published", "/scripts", "0", "2147483647", "2147483648", "-2147483649"),
        numbers(
            "tenant-state-changed",
            "/revision",
            "0",
            "9223372036854775807",
            "9223372036854775808"));
  }

  private static Arguments texts(String slug, String place, List<String> good, List<String> bad) {
    return Arguments.of(
        slug,
        place,
        good.stream().map(Samples.JSON::valueToTree).toList(),
        bad.stream().map(Samples.JSON::valueToTree).toList());
  }

  /** The first two are good. */
  private static Arguments numbers(String slug, String place, String... values) {
    List<JsonNode> nodes = Stream.of(values).map(Samples.JSON::readTree).toList();
    return Arguments.of(slug, place, nodes.subList(0, 2), nodes.subList(2, nodes.size()));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("limits")
  void schemaAndRecordTakeAndRefuseTheSame(
      String slug, String place, List<JsonNode> good, List<JsonNode> bad) {
    good.forEach(value -> judge(slug, place, value, true));
    bad.forEach(value -> judge(slug, place, value, false));
  }

  private static void judge(String slug, String place, JsonNode value, boolean good) {
    MessageType type = MessageType.ofSlug(slug).orElseThrow();
    JsonNode tree = Samples.sample(type, "full").tree();
    JsonNode changed = Mutations.with(tree, JsonPointer.compile(place), value);
    Decoded decoded = Samples.decode(type, Samples.JSON.writeValueAsBytes(changed));
    assertThat(decoded instanceof Decoded.Read).as("%s: %s", value, decoded).isEqualTo(good);
    List<String> errors = Schemas.errors(type, changed);
    assertThat(errors.isEmpty()).as("%s: %s", value, errors).isEqualTo(good);
  }
}
