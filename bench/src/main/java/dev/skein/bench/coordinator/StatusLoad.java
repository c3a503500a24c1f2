package dev.skein.bench.coordinator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for a page at a fixed rate, whether or not the answers before have come: a slow answer
 * counts from the moment when it was due.
 */
final class StatusLoad implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final HttpRequest request;
  private final long intervalNanos;
  private final Latencies latencies = new Latencies();
  private final AtomicInteger failed = new AtomicInteger();
  private final Thread thread = Thread.ofPlatform().name("status-load").unstarted(this::run);
  private volatile boolean running = true;

  StatusLoad(URI page, String token, int perSecond) {
    this.request = request(page, token);
    this.intervalNanos = 1_000_000_000L / perSecond;
  }

  static HttpRequest request(URI page, String token) {
    return HttpRequest.newBuilder(page)
        .header("Authorization", "Bearer " + token)
        .timeout(Duration.ofSeconds(30))
        .build();
  }

  void start() {
    thread.start();
  }

  Latencies latencies() {
    return latencies;
  }

  /** Requests without the answer 200. */
  int failed() {
    return failed.get();
  }

  private void run() {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      long due = System.nanoTime();
      while (running) {
        long wait = due - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        }
        long from = due;
        var _ = pool.submit(() -> ask(from));
        due += intervalNanos;
      }
    }
  }

  private void ask(long due) {
    try {
      if (http.send(request, BodyHandlers.ofByteArray()).statusCode() != 200) {
        failed.incrementAndGet();
      }
    } catch (IOException e) {
      failed.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    latencies.add(System.nanoTime() - due);
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
    http.close();
  }
}
