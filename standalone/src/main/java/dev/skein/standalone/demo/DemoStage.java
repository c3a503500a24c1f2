package dev.skein.standalone.demo;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.shell.Shell;
import dev.skein.embedded.Folders;
import dev.skein.embedded.PostgresServer;
import dev.skein.standalone.platform.EmbeddedServers;
import dev.skein.standalone.platform.Home;
import dev.skein.standalone.platform.Platform;
import dev.skein.standalone.platform.PlatformSettings;
import dev.skein.standalone.platform.ShardConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Where a demo plays: a platform and a fleet on servers of its own, all gone afterwards. */
final class DemoStage {
  /** What happens on it; gives the exit code. */
  interface Act {
    int play(Platform platform, DemoFleet fleet) throws IOException;
  }

  private static final int CONCURRENCY = 4;

  private final Shell shell;
  private final DemoTemplate template;
  private final DemoPlan plan;
  private final Path folder;
  private final boolean temporary;
  private final List<PostgresServer> servers = new ArrayList<>();
  private final CompletableFuture<DemoFleet> fleet = new CompletableFuture<>();
  private final CountDownLatch cleaned = new CountDownLatch(1);

  /**
   * @param temporary whether the folder is deleted in the end
   */
  DemoStage(Shell shell, DemoTemplate template, DemoPlan plan, Path folder, boolean temporary) {
    this.shell = shell;
    this.template = template;
    this.plan = plan;
    this.folder = folder;
    this.temporary = temporary;
  }

  int run(Act act) throws IOException, InterruptedException {
    say(
        "Skein demo: %d tenants on %d PostgreSQL server%s, Kafka, a coordinator and a worker, all on this machine."
            .formatted(plan.tenants(), plan.shards(), plan.shards() == 1 ? "" : "s"));
    Stopwatch clock = new Stopwatch();
    endWithCtrlC(Thread.currentThread());
    try (Home home = Home.take(folder);
        Platform platform =
            Platform.start(
                home, PlatformSettings.standard(), new EmbeddedServers(home, () -> shards(home)))) {
      step(
          "started everything in %s, with %d tenant databases%s"
              .formatted(
                  clock.lap(),
                  plan.tenants(),
                  template.version() == null
                      ? ""
                      : " that an application left at version " + template.version()));
      int code = play(act, platform);
      if (plan.keep()) {
        stay(platform);
      }
      return code;
    } finally {
      cleanUp();
    }
  }

  private int play(Act act, Platform platform) throws IOException {
    DemoFleet made = fleet.join();
    new CoordinatorClient(platform.url(), platform.token())
        .importTenants("text/csv", made.csv().getBytes(StandardCharsets.UTF_8), false);
    return act.play(platform, made);
  }

  private void cleanUp() throws IOException {
    try {
      servers.parallelStream().forEach(PostgresServer::discard);
      if (temporary) {
        Folders.delete(folder);
      }
    } finally {
      cleaned.countDown();
    }
  }

  private List<ShardConfig> shards(Home home) {
    List<PostgresServer> started =
        IntStream.range(0, plan.shards())
            .parallel()
            .mapToObj(
                i ->
                    PostgresServer.start(
                        home.shard(DemoFleet.shardName(i)),
                        home.shardSecret(DemoFleet.shardName(i))))
            .toList();
    servers.addAll(started);
    // Made while the coordinator starts.
    fleet.complete(made(new DemoFleet(started, plan.tenants())));
    return IntStream.range(0, started.size())
        .mapToObj(
            i ->
                new ShardConfig(
                    DemoFleet.shardName(i),
                    started.get(i).url(),
                    PostgresServer.USER,
                    null,
                    home.shardSecret(DemoFleet.shardName(i)),
                    CONCURRENCY,
                    null))
        .toList();
  }

  private DemoFleet made(DemoFleet made) {
    try {
      made.create(template, folder);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's fleet could not be made", e);
    }
  }

  private void stay(Platform platform) throws InterruptedException {
    say("");
    say("It keeps running. In another terminal:");
    say("  ./skein --home %s rollout status".formatted(folder));
    say("  ./skein --home %s tenants list".formatted(folder));
    say("  ./skein --home %s tenants show %s".formatted(folder, DemoFleet.id(0)));
    say("Coordinator: %s, token in %s".formatted(platform.url(), folder.resolve("token")));
    for (ShardConfig shard : platform.shards()) {
      say(
          "Shard %s: %s, user %s, password in %s"
              .formatted(shard.id(), shard.url(), shard.username(), shard.passwordFile()));
    }
    say("Ctrl-C ends it.");
    new CountDownLatch(1).await();
  }

  /** Ctrl-C breaks off what the demo is at; what it started is ended before the program is. */
  private void endWithCtrlC(Thread demo) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      demo.interrupt();
                      try {
                        if (!cleaned.await(30, TimeUnit.SECONDS)) {
                          shell.err().println("skein: the demo's servers did not end in time");
                        }
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
  }

  private void step(String done) {
    say((shell.unicode() ? "  ✓ " : "  - ") + done);
  }

  private void say(String line) {
    if (!shell.json()) {
      shell.out().println(line);
      shell.out().flush();
    }
  }
}
