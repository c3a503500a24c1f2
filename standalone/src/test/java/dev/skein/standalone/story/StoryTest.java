package dev.skein.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryTest {
  private static final String PAGE =
      """
      # A title

      What it is about,
      in two lines.

      ```sh
      skein publish examples/05-x/bad --name 2 \\
        --rollout "a b.yaml" --wait          # exits 2
      # a remark
      skein status
      ```
      Then this:
      ```sql tenant-003, tenant-001
      insert into t values (1);
      delete from u;
      ```
      The end.
      """;

  private static Story parse(String text) {
    return Story.parse("README.md", text);
  }

  @Test
  void isWhatItsPageSaysInOrder() {
    assertThat(parse(PAGE).steps())
        .containsExactly(
            new Step.Tell(1, "A title\n\nWhat it is about,\nin two lines."),
            new Step.Run(
                7,
                "skein publish examples/05-x/bad --name 2 --rollout \"a b.yaml\" --wait          #"
                    + " exits 2",
                List.of(
                    "publish",
                    "examples/05-x/bad",
                    "--name",
                    "2",
                    "--rollout",
                    "a b.yaml",
                    "--wait"),
                2),
            new Step.Run(10, "skein status", List.of("status"), 0),
            new Step.Tell(12, "Then this:"),
            new Step.Sql(
                13,
                List.of("tenant-003", "tenant-001"),
                "insert into t values (1);\ndelete from u;"),
            new Step.Tell(17, "The end."));
  }

  @Test
  void namesTheTenantsThatItNeeds() {
    assertThat(parse(PAGE).tenants()).containsExactly("tenant-001", "tenant-003");
  }

  @Test
  void keepsWhatIsQuotedAndEndsAWordNowhereElse() {
    Story story = parse("```sh\nskein audit --reason 'it costs $5; \"why\"' --x=\"a  b\"c\n```\n");
    assertThat(((Step.Run) story.steps().getFirst()).words())
        .containsExactly("audit", "--reason", "it costs $5; \"why\"", "--x=a  bc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x;```sh;skein status             | README.md:2: expected the block to end with ``` but
          ```sh;```                         | README.md:1: expected commands but the block has none
          ```sql t1;```                     | README.md:1: expected statements but the block is
          ```sql;select 1;```               | README.md:1: expected a block "sh", or "sql" and its
          ```yaml;a: b;```                  | README.md:1: expected a block "sh", or "sql" and its
          ```sh;skein status;ls -l;```      | README.md:3: expected a skein command but got "ls -l"
          ```sh;skein;```                   | README.md:2: expected a skein command but got "skein"
          ```sh;skein status > x;```        | README.md:2: expected a plain command but got ">" in
          ```sh;skein show "$HOME";```      | README.md:2: expected a plain command but got "$" in
          ```sh;skein show "x;```           | README.md:2: expected a closing " but got
          nothing to run                    | README.md:1: expected a block "sh" with a command
          """)
  void refusesWhatItCannotPlayAndSaysWhere(String page, String why) {
    assertThatThrownBy(() -> parse(page.strip().replace(';', '\n')))
        .isInstanceOf(InvalidStoryException.class)
        .hasMessageStartingWith(why);
  }
}
