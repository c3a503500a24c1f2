package dev.skein.standalone.demo;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole platform at work, on real servers, in a folder that is gone afterwards. */
@Command(
    name = "demo",
    description = "Make a fleet of tenants and roll a real release out to it, on embedded servers.",
    footer = {
      "",
      "Examples:",
      "  skein demo",
      "  skein demo --tenants 200 --shards 4",
      "  skein demo --fail 3          some tenants break; see why, repair, retry",
      "  skein demo --example list    the numbered examples that can be played",
      "  skein demo --example 05      one of them",
      "  skein demo --rollback        roll a release out, and take it back",
      "  skein demo --keep            leave it running to look around"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int MOST_TENANTS = 5000;
  private static final int MOST_SHARDS = 8;
  private static final int USUAL_TENANTS = 60;
  private static final int EXAMPLE_TENANTS = 12;
  private static final String ROLLBACK = "02";

  private final Shell shell;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      description = "How many tenant databases (60; of an example, 12).")
  private @Nullable Integer tenants;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "2",
      description = "On how many PostgreSQL servers (${DEFAULT-VALUE}).")
  private int shards;

  @Option(
      names = "--release",
      paramLabel = "DIR",
      description = "A folder of Flyway scripts instead of the example.")
  private @Nullable Path release;

  @Option(
      names = "--fail",
      paramLabel = "N",
      defaultValue = "0",
      description = "Make so many tenants break, then repair and retry them.")
  private int fail;

  @Option(
      names = "--example",
      paramLabel = "NUMBER",
      description = "Play an example, by number or name; \"list\" names them.")
  private @Nullable String example;

  @Option(names = "--rollback", description = "Play the example that takes a release back.")
  private boolean rollback;

  @Option(names = "--keep", description = "Leave everything running until Ctrl-C.")
  private boolean keep;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    require("--shards", shards, 1, MOST_SHARDS);
    String story = rollback ? ROLLBACK : example;
    if (story == null) {
      return rollOut(size(USUAL_TENANTS));
    }
    if (release != null || fail > 0 || (rollback && example != null)) {
      throw CommandFailedException.badInput(
          "expected %s alone but got it with --release, --fail or another example"
              .formatted(rollback ? "--rollback" : "--example"));
    }
    return new DemoExample(shell).play(story, plan(size(EXAMPLE_TENANTS)), this::stage);
  }

  private int rollOut(int size) throws IOException, InterruptedException {
    require("--fail", fail, 0, Math.max(0, size - DemoPlan.canary(size)));
    DemoRelease loaded = DemoRelease.load(release);
    if (fail > 0 && !loaded.example()) {
      throw CommandFailedException.badInput(
          "expected --fail with the example but got it with --release: the demo cannot know what"
              + " would break there");
    }
    DemoPlan plan = plan(size);
    return stage(loaded.older(), plan).run(new DemoRun(shell, loaded, plan));
  }

  private int size(int usual) {
    int size = tenants == null ? usual : tenants;
    require("--tenants", size, 1, MOST_TENANTS);
    return size;
  }

  private DemoPlan plan(int size) {
    return new DemoPlan(size, shards, fail, keep);
  }

  private DemoStage stage(DemoTemplate template, DemoPlan plan) throws IOException {
    return new DemoStage(shell, template, plan, home(), !shell.homeGiven());
  }

  private Path home() throws IOException {
    if (!shell.homeGiven()) {
      return Files.createTempDirectory("skein-demo-");
    }
    Path home = shell.home();
    if (Files.exists(home)) {
      try (var entries = Files.list(home)) {
        if (entries.findAny().isPresent()) {
          throw CommandFailedException.badInput(
              "expected an empty or new folder for the demo but got " + home);
        }
      }
    }
    return home;
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CommandFailedException.badInput(
          "expected %s from %d to %d but got %d".formatted(option, least, most, value));
    }
  }
}
