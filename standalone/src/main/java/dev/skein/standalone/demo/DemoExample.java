package dev.skein.standalone.demo;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.Shell;
import dev.skein.standalone.platform.Platform;
import dev.skein.standalone.story.Examples;
import dev.skein.standalone.story.InvalidStoryException;
import dev.skein.standalone.story.Story;
import dev.skein.standalone.story.StoryTeller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the repository's examples, played on a fleet of empty databases. */
record DemoExample(Shell shell) {
  private static final String LIST = "list";

  /** Makes the stage once it is known that there is something to play. */
  interface Stages {
    DemoStage make(DemoTemplate template, DemoPlan plan) throws IOException;
  }

  /** Plays it by number or name, or lists what there is; gives the exit code. */
  int play(String said, DemoPlan plan, Stages stages) throws IOException, InterruptedException {
    Examples examples = examples();
    if (said.equals(LIST)) {
      examples.names().forEach(shell.out()::println);
      return ExitCode.DONE.number();
    }
    String name = examples.find(said).orElseThrow(() -> unknown(said, examples));
    Story story = read(examples, name);
    requireTenants(story, plan.tenants());
    return stages
        .make(DemoTemplate.EMPTY, plan)
        .run((platform, fleet) -> tell(name, story, examples, platform, fleet));
  }

  private int tell(String name, Story story, Examples examples, Platform platform, DemoFleet fleet)
      throws IOException {
    Map<String, String> env =
        Map.of("SKEIN_URL", platform.url().toString(), "SKEIN_TOKEN", platform.token());
    return new StoryTeller(shell, examples, fleet, env).play(name, story);
  }

  private static Examples examples() {
    String root = System.getProperty("skein.root");
    if (root == null) {
      throw CommandFailedException.badInput(
          "expected the repository's examples but they are not here; next: run ./skein in a"
              + " checkout");
    }
    return new Examples(Path.of(root).toAbsolutePath().normalize());
  }

  private static Story read(Examples examples, String name) {
    try {
      return examples.read(name);
    } catch (InvalidStoryException e) {
      throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
    }
  }

  private static CommandFailedException unknown(String said, Examples examples) {
    return CommandFailedException.badInput(
        "expected one of the examples %s but got \"%s\""
            .formatted(String.join(", ", examples.names()), said));
  }

  private static void requireTenants(Story story, int size) {
    List<String> missing = new ArrayList<>(story.tenants());
    missing.removeAll(DemoFleet.ids(size));
    if (!missing.isEmpty()) {
      throw CommandFailedException.badInput(
          "expected --tenants of at least the fleet that %s is about but got %d: %s is missing"
              .formatted(story.page(), size, missing.getFirst()));
    }
  }
}
