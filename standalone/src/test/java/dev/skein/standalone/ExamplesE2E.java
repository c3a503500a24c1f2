package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.SkeinCli;
import dev.skein.cli.shell.Terminal;
import dev.skein.standalone.story.Examples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example that has a page, by the command that its page names, on servers of its own. */
class ExamplesE2E {
  private static final Path ROOT = Path.of("..");

  private record Run(int code, String text) {}

  @BeforeAll
  static void tellTheDemoWhereTheyAre() {
    System.setProperty("skein.root", ROOT.toString());
  }

  @AfterAll
  static void forget() {
    System.clearProperty("skein.root");
  }

  static List<String> examples() {
    return new Examples(ROOT).names();
  }

  private static Run demo(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    String[] args = new String[words.length + 1];
    args[0] = "demo";
    System.arraycopy(words, 0, args, 1, words.length);
    int code =
        SkeinCli.run(
            args, new ByteArrayInputStream(new byte[0]), out, out, Map.of(), Terminal.NONE);
    return new Run(code, bytes.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void endsAsItsPageSays(String name) {
    Run run = demo("--example", name);

    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.text()).contains("example " + name + ": all ");
  }

  @Test
  void areListedAndAnUnknownOneIsRefused() {
    assertThat(demo("--example", "list").text().lines()).containsExactlyElementsOf(examples());

    Run unknown = demo("--example", "99");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.text())
        .contains("expected one of the examples 02-rollback, 04-backfill, ")
        .contains(" but got \"99\"");

    Run small = demo("--example", "5", "--tenants", "3");
    assertThat(small.code()).isEqualTo(1);
    assertThat(small.text()).contains("got 3: tenant-004 is missing");
  }
}
