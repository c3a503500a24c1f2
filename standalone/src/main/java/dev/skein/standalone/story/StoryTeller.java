package dev.skein.standalone.story;

import dev.skein.cli.SkeinCli;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plays a story against a platform that runs: tells what its page says, gives its commands as
 * anybody would, and runs its statements. The first step that does not end as the page says ends
 * it.
 *
 * @param env where the commands find the coordinator
 */
public record StoryTeller(
    Shell shell, Examples examples, Databases databases, Map<String, String> env) {

  /**
   * Runs statements in the database of a tenant, by its id; a refusal is an exception's message.
   */
  public interface Databases {
    void run(String tenant, String sql);
  }

  /** Gives 0 when everything ended as the story says. */
  public int play(String name, Story story) {
    for (Step step : story.steps()) {
      switch (step) {
        case Step.Tell tell -> say("%n%s".formatted(tell.text()));
        case Step.Run run -> run(story, run);
        case Step.Sql sql -> sql(story, sql);
      }
    }
    say("%nexample %s: all %d commands ended as it says".formatted(name, story.commands()));
    return ExitCode.DONE.number();
  }

  private void run(Story story, Step.Run run) {
    say("%n$ %s".formatted(run.shown()));
    List<String> words = new ArrayList<>(run.words().stream().map(examples::here).toList());
    if (shell.json()) {
      words.add("--json");
    }
    int code =
        SkeinCli.run(
            words.toArray(String[]::new), shell.in(), shell.out(), shell.err(), env, Terminal.NONE);
    if (code != run.exits()) {
      throw failed(
          code,
          "%s:%d: expected exit code %d but got %d: %s"
              .formatted(story.page(), run.line(), run.exits(), code, run.shown()));
    }
  }

  private void sql(Story story, Step.Sql sql) {
    for (String tenant : sql.tenants()) {
      say("%n%s> %s".formatted(tenant, sql.text().replace("\n", "\n    ")));
      try {
        databases.run(tenant, sql.text());
      } catch (IllegalStateException e) {
        throw failed(
            ExitCode.BAD_INPUT.number(),
            "%s:%d: expected these statements to run at %s but %s"
                .formatted(story.page(), sql.line(), tenant, e.getMessage()));
      }
    }
  }

  /**
   * With the code of what failed; what ended well though it should not have is an error as well.
   */
  private static CommandFailedException failed(int code, String line) {
    for (ExitCode known : ExitCode.values()) {
      if (known.number() == code && known != ExitCode.DONE) {
        return new CommandFailedException(known, List.of(line));
      }
    }
    return CommandFailedException.badInput(line);
  }

  private void say(String text) {
    if (!shell.json()) {
      shell.out().println(text);
      shell.out().flush();
    }
  }
}
