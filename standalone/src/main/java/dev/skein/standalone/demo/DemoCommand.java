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
      "  skein demo --rollback        roll a release out, and take it back",
      "  skein demo --keep            leave it running to look around"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int MOST_TENANTS = 5000;
  private static final int MOST_SHARDS = 8;

  private final Shell shell;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "60",
      description = "How many tenant databases (${DEFAULT-VALUE}).")
  private int tenants;

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
      names = "--rollback",
      description = "Roll out a release whose migrations have their undo, and take it back.")
  private boolean rollback;

  @Option(names = "--keep", description = "Leave everything running until Ctrl-C.")
  private boolean keep;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    require("--tenants", tenants, 1, MOST_TENANTS);
    require("--shards", shards, 1, MOST_SHARDS);
    require("--fail", fail, 0, Math.max(0, tenants - DemoPlan.canary(tenants)));
    if (rollback && (release != null || fail > 0)) {
      throw CommandFailedException.badInput(
          "expected --rollback alone but got it with --release or --fail: it has an example of its"
              + " own");
    }
    DemoRelease loaded = rollback ? DemoRelease.toTakeBack() : DemoRelease.load(release);
    if (fail > 0 && !loaded.example()) {
      throw CommandFailedException.badInput(
          "expected --fail with the example but got it with --release: the demo cannot know what"
              + " would break there");
    }
    return new DemoRun(
            shell, loaded, new DemoPlan(tenants, shards, fail, keep), home(), !shell.homeGiven())
        .run();
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
