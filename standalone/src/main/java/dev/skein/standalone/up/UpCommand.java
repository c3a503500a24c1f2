package dev.skein.standalone.up;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.Shell;
import dev.skein.embedded.PostgresServer;
import dev.skein.release.yaml.InvalidYamlException;
import dev.skein.standalone.platform.EmbeddedServers;
import dev.skein.standalone.platform.Home;
import dev.skein.standalone.platform.Platform;
import dev.skein.standalone.platform.PlatformSettings;
import dev.skein.standalone.platform.ShardConfig;
import dev.skein.standalone.platform.SkeinYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the platform in the home folder until it is stopped. */
@Command(
    name = "up",
    description = "Run Skein on this machine until Ctrl-C: Kafka, store, coordinator and worker.",
    footer = {
      "",
      "Without --config it has a PostgreSQL server of its own as the shard \"local\".",
      "",
      "Examples:",
      "  skein up",
      "  skein up --config skein.yaml --home /var/lib/skein"
    })
final class UpCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The shards to serve (skein.yaml).")
  private @Nullable Path config;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Where the coordinator listens; without it, the port of the last time or a free one.")
  private int port;

  UpCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<ShardConfig> configured = configured();
    Path folder = shell.home();
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Home home = take(folder)) {
      Own own = new Own();
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(
                      () -> {
                        stop.countDown();
                        await(stopped);
                      }));
      PlatformSettings settings =
          PlatformSettings.standard().withPort(port == 0 ? home.lastPort() : port);
      try (Platform platform =
          Platform.start(
              home,
              settings,
              new EmbeddedServers(home, () -> configured == null ? own.start(home) : configured))) {
        greet(platform, folder);
        stop.await();
        shell.out().println("Stopping; started migrations come to their end first.");
        shell.out().flush();
      } finally {
        own.close();
      }
    } catch (UncheckedIOException e) {
      throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private @Nullable List<ShardConfig> configured() {
    Path file = config;
    if (file == null) {
      return null;
    }
    try {
      return SkeinYaml.shards(
          file.getFileName().toString(), Files.readString(file), System.getenv());
    } catch (IOException e) {
      throw CommandFailedException.badInput("expected a readable file at " + file);
    } catch (InvalidYamlException e) {
      throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
    }
  }

  private static Home take(Path folder) {
    try {
      return Home.take(folder);
    } catch (IOException e) {
      throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
    }
  }

  private void greet(Platform platform, Path folder) {
    shell.out().println("Skein is up.");
    shell.out().println("  coordinator  " + platform.url());
    shell.out().println("  home         " + folder);
    for (ShardConfig shard : platform.shards()) {
      shell.out().printf("  shard        %s, %d at once%n", shard.id(), shard.concurrency());
    }
    if (config == null) {
      shell
          .out()
          .printf(
              "  its server   %s, user %s, password in %s%n",
              platform.shards().getFirst().url(),
              PostgresServer.USER,
              folder.resolve("secrets").resolve("shard-" + Own.SHARD));
    }
    shell.out().println("Next, in another terminal:");
    shell.out().println("  skein tenants import tenants.csv");
    shell.out().println("  skein publish db/ --name 1.0 --rollout default --wait");
    shell.out().println("Ctrl-C stops it; everything is kept.");
    shell.out().flush();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
