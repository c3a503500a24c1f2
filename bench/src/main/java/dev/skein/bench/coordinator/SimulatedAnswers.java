package dev.skein.bench.coordinator;

import dev.skein.contracts.Message;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.report.AttemptRef;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.TenantFingerprints;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.contracts.report.WorkerRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Says Started for attempts at a steady rate and the result a random while later, so that tenants
 * overtake one another. Kafka keeps what one tenant's worker says in order, so nothing else can
 * change places; but a worker that is not sure says things again, and late: one attempt in fifty.
 */
final class SimulatedAnswers implements AutoCloseable {
  /** Results that the fleet could give a second: twice the goal, so that it is not the brake. */
  private static final int RATE = 10_000;

  private static final int SLICE_MILLIS = 10;
  private static final int AGAIN = 50;
  private static final long AGAIN_AFTER = TimeUnit.MILLISECONDS.toNanos(300);

  private final Map<ShardId, SimulatedWorker> workers;
  private final BiConsumer<String, Message> send;
  private final BlockingQueue<Attempt> accepted = new LinkedBlockingQueue<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final Random random = new Random(42);
  private final Thread thread = Thread.ofPlatform().name("simulated-answers").unstarted(this::run);
  private volatile boolean running = true;
  private volatile boolean speaking;
  private volatile int results;
  private volatile int repeated;

  /** All tenants are as they should be. */
  private static final TenantFingerprints ALIKE =
      new TenantFingerprints(
          new SchemaVersion("6"),
          new Fingerprint(Fingerprint.ALGORITHM, 18, "0".repeat(32)),
          new Fingerprint(Fingerprint.ALGORITHM, 18, "1".repeat(32)));

  private record Attempt(AttemptRef ref, int number, boolean read) {}

  private record Due(long at, Attempt attempt, boolean again) {}

  SimulatedAnswers(Map<ShardId, SimulatedWorker> workers, BiConsumer<String, Message> send) {
    this.workers = workers;
    this.send = send;
  }

  /**
   * @param read whether its fingerprints are asked for
   */
  void add(AttemptRef ref, int number, boolean read) {
    accepted.add(new Attempt(ref, number, read));
  }

  void start() {
    thread.start();
  }

  /** Whether it says what is accepted from now on; what has started comes to its end anyhow. */
  void speak(boolean now) {
    speaking = now;
  }

  /** Counts from zero again. */
  void reset() {
    results = 0;
    repeated = 0;
  }

  /** Results so far, each attempt once. */
  int results() {
    return results;
  }

  /** Attempts of which everything was said twice. */
  int repeated() {
    return repeated;
  }

  private void run() {
    try {
      long slice = System.nanoTime();
      while (running) {
        for (int i = 0; speaking && i < RATE * SLICE_MILLIS / 1000; i++) {
          Attempt next = accepted.poll();
          if (next == null) {
            break;
          }
          begin(next);
        }
        while (!due.isEmpty() && due.element().at <= System.nanoTime()) {
          end(due.remove());
        }
        slice += TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS);
        long left = slice - System.nanoTime();
        if (left > 0) {
          TimeUnit.NANOSECONDS.sleep(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Attempt attempt) {
    started(attempt);
    long took = TimeUnit.MILLISECONDS.toNanos(50 + random.nextInt(500));
    due.add(new Due(System.nanoTime() + took, attempt, false));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void end(Due end) {
    Attempt attempt = end.attempt;
    if (end.again) {
      send.accept(
          Topics.RESULTS, new MigrationAccepted(attempt.ref, worker(attempt), Instant.now()));
      started(attempt);
      repeated++;
    } else {
      Objects.requireNonNull(workers.get(attempt.ref.shard())).ended(attempt.ref.attempt());
      results++;
    }
    send.accept(
        Topics.RESULTS,
        new TenantMigrationResult(
            attempt.ref,
            worker(attempt),
            Instant.now(),
            SimulatedOutcomes.of(attempt.ref.tenant(), attempt.number),
            Duration.ofMillis(300),
            null,
            attempt.read ? ALIKE : null));
    if (!end.again && random.nextInt(AGAIN) == 0) {
      due.add(new Due(System.nanoTime() + AGAIN_AFTER, attempt, true));
    }
  }

  private void started(Attempt attempt) {
    send.accept(
        Topics.RESULTS,
        new MigrationStarted(
            attempt.ref, worker(attempt), Instant.now(), 1000 + random.nextInt(30_000)));
  }

  private WorkerRef worker(Attempt attempt) {
    return Objects.requireNonNull(workers.get(attempt.ref.shard())).ref();
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    if (thread.isAlive()) {
      thread.join();
    }
  }
}
