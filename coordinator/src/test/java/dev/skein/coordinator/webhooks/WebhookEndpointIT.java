package dev.skein.coordinator.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints over a real store: who hears, who does not any more, and what stays on record. */
class WebhookEndpointIT {
  private final Parts parts = new Parts();

  @AfterEach
  void close() throws Exception {
    parts.close();
  }

  @Test
  void anEndpointThatWantsNothingMoreIsDisabled() throws IOException {
    WebhookStore store = WebhookStore.create();
    Receiver receiver = parts.receiver(Receiver.status(410));
    store.add("ops", receiver.url());
    store.tell(NewsType.STARTED, "r1-aaaa");
    parts.sends(store);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> store.rows.find("ops").get().state().equals("disabled"));

    assertThat(store.rows.find("ops").get().disabledWhy()).contains("410");
    store.tell(NewsType.COMPLETED, "r1-aaaa");
    assertThat(store.only("ops").state()).isEqualTo("failed");
    assertThat(
            store
                .jdbc
                .sql("select who || ' ' || verb || ' ' || subject from audit")
                .query(String.class)
                .list())
        .containsExactly("coordinator disable webhook ops");
  }

  @Test
  void anEndpointThatFailedForTooLongIsDisabled() throws IOException {
    WebhookStore store = WebhookStore.create();
    Receiver receiver = parts.receiver(Receiver.status(500));
    store.add("ops", receiver.url());
    store.jdbc.sql("update webhook set failing_since = now() - interval '6 minutes'").update();
    store.tell(NewsType.STARTED, "r1-aaaa");
    parts.sends(store);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> store.rows.find("ops").get().state().equals("disabled"));

    assertThat(store.rows.find("ops").get().disabledWhy()).isEqualTo("it failed for PT5M");
  }

  @Test
  void theSameAgainIsToldFromAnother() throws IOException {
    WebhookStore store = WebhookStore.create();
    WebhookSecret secret = WebhookSecret.random();
    NewWebhook made = hook("https://example.com/a", secret);

    assertThat(store.rows.insert(made, "operator")).isTrue();
    assertThat(store.rows.insert(made, "operator")).isFalse();

    assertThat(store.rows.same(made)).isTrue();
    assertThat(store.rows.same(hook("https://example.com/a", null))).isTrue();
    assertThat(store.rows.same(hook("https://example.com/b", null))).isFalse();
    assertThat(store.rows.same(hook("https://example.com/a", WebhookSecret.random()))).isFalse();
  }

  private static NewWebhook hook(String url, @Nullable WebhookSecret secret) {
    return new NewWebhook(
        "ops", Destination.parse(url, false), WebhookFormat.STANDARD, List.of(), secret);
  }

  @Test
  void hearsOnlyWhatItAskedFor() throws IOException {
    WebhookStore store = WebhookStore.create();
    store.add("halts", "http://127.0.0.1:1/", "rollout.halted", "rollout.aborted");

    store.tell(NewsType.STARTED, "r1-aaaa");
    store.tell(NewsType.HALTED, "r1-aaaa");

    assertThat(store.only("halts").type()).isEqualTo("rollout.halted");
  }

  @Test
  void aRemovalDoesNotUndoTheChangeThatIsToldOf() throws Exception {
    WebhookStore store = WebhookStore.create();
    store.add("ops", "http://127.0.0.1:1/");
    CountDownLatch removed = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    Thread remover =
        Thread.ofVirtual()
            .start(
                () ->
                    store.transactions.executeWithoutResult(
                        _ -> {
                          store.rows.remove("ops");
                          removed.countDown();
                          // The other one must be waiting for this row when this one commits.
                          await()
                              .atMost(Duration.ofSeconds(30))
                              .until(
                                  () ->
                                      store
                                              .jdbc
                                              .sql(
                                                  "select count(*) from pg_locks where not granted")
                                              .query(Long.class)
                                              .single()
                                          > 0);
                        }));
    removed.await();
    Thread teller =
        Thread.ofVirtual()
            .start(
                () -> {
                  store.tell(NewsType.STARTED, "r1-aaaa");
                  told.countDown();
                });

    remover.join();
    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    teller.join();
    assertThat(store.rows.all()).isEmpty();
  }

  @Test
  void oldOnesGoFromTheRecord() throws IOException {
    WebhookStore store = WebhookStore.create();
    Receiver receiver = parts.receiver(Receiver.status(200));
    store.add("ops", receiver.url());
    store.tell(NewsType.STARTED, "r1-aaaa");
    parts.sends(store);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> store.only("ops").state().equals("delivered"));

    assertThat(store.deliveries.prune(Duration.ofHours(1))).isZero();
    store.jdbc.sql("update webhook_delivery set ended_at = now() - interval '2 hours'").update();
    assertThat(store.deliveries.prune(Duration.ofHours(1))).isEqualTo(1);
    assertThat(store.log.list("ops", "", 0, 10)).isEmpty();
  }
}
