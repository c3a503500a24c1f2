package dev.skein.engine;

import static org.awaitility.Awaitility.await;

import dev.skein.contracts.report.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An attempt on a thread of its own, to be disturbed while it runs. */
final class Running implements MigrationListener {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final CompletableFuture<Integer> pid = new CompletableFuture<>();
  private final TestTenant tenant;
  private final CompletableFuture<Outcome> outcome;

  private Running(TestTenant tenant, TenantEngine engine, MigrationRequest request) {
    this.tenant = tenant;
    this.outcome = CompletableFuture.supplyAsync(() -> engine.migrate(request, this), THREADS);
  }

  static Running start(TestTenant tenant, PreparedRelease release) {
    return new Running(tenant, TestTenant.ENGINE, tenant.request(release, 1));
  }

  static Running start(TestTenant tenant, MigrationRequest request) {
    return new Running(tenant, TestTenant.ENGINE, request);
  }

  @Override
  public void started(int backendPid) {
    pid.complete(backendPid);
  }

  @Override
  public void progressed(String script, int done, int total) {}

  int pid() throws Exception {
    return pid.get(20, TimeUnit.SECONDS);
  }

  Outcome outcome() throws Exception {
    return outcome.get(60, TimeUnit.SECONDS);
  }

  /** Until the attempt's server process sleeps in pg_sleep. */
  Running awaitSleep() throws Exception {
    return awaitWait("wait_event = 'PgSleep'");
  }

  /** Until the attempt's server process waits for a lock. */
  Running awaitLock() throws Exception {
    return awaitWait("wait_event_type = 'Lock'");
  }

  private Running awaitWait(String condition) throws Exception {
    int backend = pid();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                tenant.is(
                    "exists (select from pg_stat_activity where pid = %d and %s)"
                        .formatted(backend, condition)));
    return this;
  }

  void terminate() throws Exception {
    tenant.execute("select pg_terminate_backend(%d)".formatted(pid()));
  }
}
