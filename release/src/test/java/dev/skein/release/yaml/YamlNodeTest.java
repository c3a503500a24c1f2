package dev.skein.release.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class YamlNodeTest {

  private static YamlNode parse(String text) {
    return YamlDocument.parse("release.yaml", text).root();
  }

  private static void assertRefused(String text, Function<YamlNode, ?> reading, String message) {
    assertThatThrownBy(() -> reading.apply(parse(text)))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessage(message);
  }

  @Test
  void readsEachTypeAsItIsWritten() {
    YamlNode root =
        parse(
            """
            text: 1.10
            quoted: "null"
            list: [a, b]
            int: -7
            decimal: 2.50
            yes: true
            """);
    assertThat(root.required("text").text()).isEqualTo("1.10");
    assertThat(root.required("quoted").text()).isEqualTo("null");
    assertThat(root.required("list").list()).extracting(YamlNode::text).containsExactly("a", "b");
    assertThat(root.required("int").integer(-7, 7)).isEqualTo(-7);
    assertThat(root.required("decimal").decimal(0, 2.5)).isEqualTo(2.5);
    assertThat(root.required("yes").bool()).isTrue();
    assertThat(root.required("yes").line()).isEqualTo(6);
    assertThat(root.optional("none")).isEmpty();
    assertThat(root.map().keySet())
        .containsExactly("text", "quoted", "list", "int", "decimal", "yes");
  }

  @Test
  void readsDurationsWithEveryUnit() {
    assertThat(parse("[500ms, 2s, 10m, 4h, 1d]").list())
        .extracting(YamlNode::duration)
        .containsExactly(
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            Duration.ofHours(4),
            Duration.ofHours(24));
  }

  @Test
  void namesFileLineAndWhatWasExpected() {
    assertRefused(
        "a: 1\nb: 2\nc: 3\nd: fast",
        root -> root.required("d").duration(),
        "release.yaml line 4: expected a duration like 30s but got \"fast\"");
    assertRefused(
        "a: [1]",
        root -> root.required("a").bool(),
        "release.yaml line 1: expected true or false but got a list");
    assertRefused(
        "a:",
        root -> root.required("a").text(),
        "release.yaml line 1: expected a text but got nothing");
    assertRefused(
        "a: yes",
        root -> root.required("a").bool(),
        "release.yaml line 1: expected true or false but got \"yes\"");
    assertRefused(
        "a: 11",
        root -> root.required("a").integer(1, 10),
        "release.yaml line 1: expected a whole number from 1 to 10 but got \"11\"");
    assertRefused(
        "a: .inf",
        root -> root.required("a").decimal(0, 1),
        "release.yaml line 1: expected a number from 0.0 to 1.0 but got \".inf\"");
    assertRefused(
        "text", YamlNode::map, "release.yaml line 1: expected keys with values but got \"text\"");
    assertRefused(
        "a: {}", YamlNode::list, "release.yaml line 1: expected a list but got keys with values");
    assertRefused(
        "a: 1", root -> root.required("b"), "release.yaml line 1: expected the key \"b\" here");
    assertRefused(
        "", YamlNode::map, "release.yaml line 1: expected keys with values but got nothing");
    assertRefused(
        "x",
        root -> root.as("a number", Integer::valueOf),
        "release.yaml line 1: expected a number but got \"x\"");
  }

  @Test
  void refusesAnUnknownKeyWhereItStandsAndSuggestsTheNearest() {
    Set<String> known = Set.of("timeouts", "name");
    assertRefused(
        "name: a\ntiemouts:\n  lock: 2s",
        root -> {
          root.rejectUnknownKeys(known);
          return root;
        },
        "release.yaml line 2: expected one of the keys name, timeouts but got \"tiemouts\"; did"
            + " you mean \"timeouts\"?");
    assertRefused(
        "zzz: a",
        root -> {
          root.rejectUnknownKeys(known);
          return root;
        },
        "release.yaml line 1: expected one of the keys name, timeouts but got \"zzz\"");
  }

  @Test
  void refusesTheHarmfulPartsOfYaml() {
    assertRefused(
        "a: &x [1]\nb: *x",
        root -> root,
        "release.yaml line 1: expected a value but got the anchor &x");
    assertRefused(
        "a: !!javax.script.ScriptEngineManager [1]",
        root -> root,
        "release.yaml line 1: expected no tags but got"
            + " tag:yaml.org,2002:javax.script.ScriptEngineManager");
    assertRefused("a: ! x", root -> root, "release.yaml line 1: expected no tags but got !");
    assertRefused(
        "a: 1\nb: 2\na: 3",
        root -> root,
        "release.yaml line 3: expected each key once but got \"a\" again");
    assertRefused(
        "a: 1\n---\nb: 2",
        root -> root,
        "release.yaml line 2: expected one document but got a second");
    assertRefused(
        "[".repeat(21),
        root -> root,
        "release.yaml line 1: expected at most 20 levels but got one more");
    assertRefused(
        "? [a]\n: b", root -> root, "release.yaml line 1: expected a text but got a list");
  }

  @Test
  void refusesAnAliasBombBeforeItGrows() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertRefused(
        bomb.toString(),
        root -> root,
        "release.yaml line 1: expected a value but got the anchor &a0");
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThatThrownBy(() -> parse("a: [1\nb: }"))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageStartingWith("release.yaml line 2: expected valid YAML but ");
    assertThatThrownBy(() -> parse("a: \u0007"))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageStartingWith("release.yaml")
        .message()
        .hasLineCount(1);
    assertThatThrownBy(() -> YamlDocument.parse("x.yaml", "é".getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessage("x.yaml: expected UTF-8 but got other bytes");
    assertThatThrownBy(() -> parse(" ".repeat((1 << 20) + 1)))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessage("release.yaml: expected at most 1,048,576 bytes but got 1,048,577");
  }
}
