package dev.skein.bench.coordinator;

import dev.skein.bench.coordinator.SimulatedOutcomes.Fate;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.TenantId;
import dev.skein.release.bundle.ReleaseBundle;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One run: a fleet is imported, a rollout starts and all commands go out; then the workers answer
 * until the rollout is over, and the outcome is compared with what was to come. The status is asked
 * for all the while.
 */
final class CoordinatorBench {
  private static final int STATUS_PER_SECOND = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int STEPS = 5;

  /** Requests before anything is measured, one after another. */
  private static final int WARM_UP = 2000;

  private final CoordinatorPlan plan;
  private final BenchStack stack;
  private final SimulatedWorkers workers;
  private final CoordinatorClient client;
  private final PrintStream progress;

  CoordinatorBench(
      CoordinatorPlan plan, BenchStack stack, SimulatedWorkers workers, PrintStream progress) {
    this.plan = plan;
    this.stack = stack;
    this.workers = workers;
    this.client = new CoordinatorClient(stack.url(), stack.token());
    this.progress = progress;
  }

  CoordinatorReport run() throws IOException, InterruptedException {
    workers.announce();
    await("the shards are known", () -> client.shards().size() == plan.shards());
    workers.take();
    importTenants();
    warmUp();
    int attemptsBefore = stack.attempts();
    String release = publish("bench");
    long before = stack.storeBytes();
    long start = System.nanoTime();
    String rollout =
        client.startRollout(RolloutRequest.ofRelease(release).withPolicy(plan.policy()));
    say("the rollout was accepted after %.1f s", seconds(start));
    try (StatusLoad load =
        new StatusLoad(page("/api/rollouts/" + rollout), stack.token(), STATUS_PER_SECOND)) {
      load.start();
      await("all commands are out", () -> workers.tenantsReached() == plan.tenants());
      double commandsSeconds = seconds(start);
      say("all commands out after %.1f s", commandsSeconds);
      say("status meanwhile: p99 %.1f ms", load.latencies().percentile(99));
      double resultsPerSecond = results(rollout);
      load.close();
      say(
          "status: %,d requests, p50 %.1f ms, p99 %.1f ms, most %.1f ms, %d failed",
          load.latencies().count(),
          load.latencies().percentile(50),
          load.latencies().percentile(99),
          load.latencies().percentile(100),
          load.failed());
      verify(rollout, stack.attempts() - attemptsBefore);
      long stored = stack.storeBytes() - before;
      double failedPage = failedPages(rollout);
      double heap = stack.stopCoordinator() / (double) (1 << 20);
      return new CoordinatorReport(
          plan.tenants(),
          plan.shards(),
          rounded(commandsSeconds),
          rounded(resultsPerSecond),
          rounded(load.latencies().percentile(99)),
          rounded(failedPage),
          rounded(heap),
          stored / plan.tenants());
    }
  }

  private void importTenants() {
    long start = System.nanoTime();
    client.importTenants("text/csv", plan.csv().getBytes(StandardCharsets.UTF_8), false);
    say("%,d tenants imported in %.1f s", plan.tenants(), seconds(start));
  }

  /** A rollout to the first shard, so that no program is measured while it is being compiled. */
  private void warmUp() throws IOException, InterruptedException {
    workers.answers().speak(true);
    String rollout =
        client.startRollout(
            new RolloutRequest(
                publish("warm-up"),
                plan.policy(),
                List.of(),
                List.of(plan.shard(0)),
                Map.of(),
                null,
                Map.of()));
    for (int i = 0; i < WARM_UP; i++) {
      var _ = client.rollout(rollout);
    }
    await("the warm-up is over", () -> client.rollout(rollout).ended());
    workers.answers().speak(false);
    workers.reset();
  }

  private String publish(String name) throws IOException {
    Path folder = Files.createDirectories(stack.folder().resolve(name));
    Files.writeString(
        folder.resolve("V7__add_invoices.sql"),
        "create table invoice (id bigint primary key); -- %s\n".formatted(name));
    return client
        .publish(ReleaseBundle.fromFolder(folder, new ReleaseName(name)).toArchive())
        .release()
        .digest();
  }

  /** Says how fast each part of the results went, so that a growing cost a result would be seen. */
  private double results(String rollout) throws IOException, InterruptedException {
    long start = System.nanoTime();
    workers.answers().speak(true);
    long last = start;
    int before = 0;
    for (int step = 1; step <= STEPS; step++) {
      int goal = Math.toIntExact((long) plan.tenants() * step / STEPS);
      await("results are stored", () -> stack.ended(rollout) >= goal);
      int ended = stack.ended(rollout);
      say("%,d ended, %.0f/s", ended, (ended - before) / seconds(last));
      before = ended;
      last = System.nanoTime();
    }
    await("the rollout is over", () -> client.rollout(rollout).ended());
    return workers.answers().results() / seconds(start);
  }

  /** What is fast and wrong does not count. */
  private void verify(String rollout, int attempts) throws InterruptedException {
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    for (int i = 0; i < plan.tenants(); i++) {
      fates.merge(SimulatedOutcomes.fate(new TenantId(plan.tenant(i))), 1, Integer::sum);
    }
    int failed = fates.getOrDefault(Fate.FAILS, 0);
    int current = fates.getOrDefault(Fate.CURRENT, 0);
    RolloutStatus.Counts counts = client.rollout(rollout).counts();
    expect("failed tenants", failed, counts.failed());
    expect("tenants with nothing pending", current, counts.alreadyCurrent());
    expect("migrated tenants", plan.tenants() - failed - current, counts.succeeded());
    expect("attempts", workers.commands(), attempts);
    await("all messages are sent", () -> stack.unsent() == 0);
    int again =
        fates.getOrDefault(Fate.BLOCKED_ONCE, 0)
            + fates.getOrDefault(Fate.RETURNED_ONCE, 0)
            + fates.getOrDefault(Fate.UNKNOWN_ONCE, 0);
    say(
        "outcome as it should be: %,d failed, %,d attempts (%,d more than needed), %,d of them"
            + " reported twice",
        failed, attempts, attempts - plan.tenants() - again, workers.answers().repeated());
  }

  private static void expect(String what, int expected, int got) {
    if (expected != got) {
      throw new IllegalStateException("expected %d %s but got %d".formatted(expected, what, got));
    }
  }

  private double failedPages(String rollout) throws IOException, InterruptedException {
    FailedPages pages = new FailedPages(stack.url(), stack.token(), rollout);
    Latencies latencies = pages.walk();
    say(
        "pages of failed tenants: %d, p50 %.1f ms, p99 %.1f ms",
        latencies.count(), latencies.percentile(50), latencies.percentile(99));
    return latencies.percentile(99);
  }

  private URI page(String path) {
    return stack.url().resolve(path);
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      stack.requireCoordinator();
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it did not happen in time that " + what);
      }
      Thread.sleep(20);
    }
  }

  private void say(String format, Object... values) {
    progress.printf(Locale.ROOT, format + "%n", values);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double rounded(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).doubleValue();
  }
}
