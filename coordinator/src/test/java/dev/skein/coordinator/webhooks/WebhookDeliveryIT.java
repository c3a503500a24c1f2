package dev.skein.coordinator.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** From the transaction that has news to a real HTTP server, over a real store. */
class WebhookDeliveryIT {
  private final Parts parts = new Parts();

  @AfterEach
  void close() throws Exception {
    parts.close();
  }

  private static void awaitState(WebhookStore store, String webhook, String state) {
    await().atMost(Duration.ofSeconds(30)).until(() -> store.only(webhook).state(), state::equals);
  }

  @Test
  void isTriedAgainUnderTheSameIdUntilItIsReceived() throws IOException {
    WebhookStore store = WebhookStore.create();
    Receiver receiver = parts.receiver(Receiver.failing(2));
    WebhookSecret secret = WebhookSecret.random();
    store.add("ops", receiver.url(), secret);
    store.tell(NewsType.HALTED, "r1-aaaa");
    parts.sends(store);

    awaitState(store, "ops", "delivered");

    DeliveryView delivery = store.log.find("ops", Webhooks.number(store.only("ops").id())).get();
    assertThat(delivery.log()).extracting(DeliveryView.Try::status).containsExactly(503, 503, 204);
    assertThat(receiver.got()).hasSize(3);
    assertThat(receiver.got()).extracting(Receiver.Got::id).containsOnly(delivery.message());
    assertThat(receiver.got()).extracting(Receiver.Got::body).containsOnly(delivery.body());
    assertThat(receiver.got())
        .allSatisfy(
            got ->
                assertThat(got.signature())
                    .isEqualTo(
                        secret.sign(
                            got.id(),
                            Instant.ofEpochSecond(Long.parseLong(got.timestamp())),
                            got.body())));
    assertThat(store.rows.find("ops").get().state()).isEqualTo("active");
  }

  @Test
  void nothingIsLostWhenTheCoordinatorEndsAfterTheChange() throws IOException {
    PGSimpleDataSource source = WebhookStore.fresh();
    WebhookStore first = WebhookStore.on(source, WebhookStore.FAST);
    Receiver receiver = parts.receiver(Receiver.status(200));
    first.add("ops", receiver.url());
    first.tell(NewsType.STARTED, "r1-aaaa");
    // It claims the endpoint, and dies before or after its request.
    List<Due> claimed =
        first.inTransaction(() -> first.deliveries.claim(9, Duration.ofMillis(300)));
    assertThat(claimed).hasSize(1);

    WebhookStore second = WebhookStore.on(source, WebhookStore.FAST);
    assertThat(second.inTransaction(() -> second.deliveries.claim(9, Duration.ofDays(1))))
        .isEmpty();
    parts.sends(second);

    awaitState(second, "ops", "delivered");
    assertThat(receiver.got()).hasSize(1);
  }

  @Test
  void whatIsUndoneIsNotTold() throws IOException {
    WebhookStore store = WebhookStore.create();
    store.add("ops", "http://127.0.0.1:1/");

    assertThatThrownBy(
            () ->
                store.transactions.executeWithoutResult(
                    _ -> {
                      store.outbox.tell(NewsType.STARTED, () -> WebhookStore.news("r1-aaaa"));
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");

    assertThat(store.log.list("ops", "", 0, 10)).isEmpty();
  }

  @Test
  void twoCoordinatorsSendEachMessageOnce() throws IOException {
    PGSimpleDataSource source = WebhookStore.fresh();
    WebhookStore one = WebhookStore.on(source, WebhookStore.FAST);
    WebhookStore other = WebhookStore.on(source, WebhookStore.FAST);
    Receiver receiver = parts.receiver(Receiver.status(200));
    one.add("first", receiver.url());
    one.add("second", receiver.url());
    parts.sends(one);
    parts.sends(other);

    for (int i = 0; i < 100; i++) {
      (i % 2 == 0 ? one : other).tell(NewsType.WAVE_PASSED, "r" + i + "-aaaa");
      one.signal.wake();
      other.signal.wake();
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> one.rows.all().stream().allMatch(hook -> hook.delivered() == 100));
    assertThat(receiver.got()).hasSize(200);
  }

  @Test
  void aSlowEndpointHoldsUpNoOtherAndNoChange() throws IOException, InterruptedException {
    WebhookStore store = WebhookStore.create();
    CountDownLatch end = new CountDownLatch(1);
    Receiver slow =
        parts.receiver(
            (exchange, _) -> {
              exchange.sendResponseHeaders(200, 0);
              // Drips on, and never ends by itself.
              try {
                while (!end.await(50, TimeUnit.MILLISECONDS)) {
                  exchange.getResponseBody().write('.');
                  exchange.getResponseBody().flush();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Receiver dumb =
        parts.receiver(
            (_, _) -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Receiver quick = parts.receiver(Receiver.status(200));
    store.add("dumb", dumb.url());
    store.add("quick", quick.url());
    store.add("slow", slow.url());
    parts.sends(store);

    for (int i = 0; i < 20; i++) {
      store.tell(NewsType.WAVE_PASSED, "r" + i + "-aaaa");
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> store.rows.find("quick").get().delivered() == 20);
    assertThat(store.rows.find("dumb").get().delivered()).isZero();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> store.log.list("dumb", "", 0, 30).getLast().error() != null);
    assertThat(store.log.list("dumb", "", 0, 30).getLast().error())
        .isEqualTo("no whole answer within 700 ms");
    end.countDown();
  }

  @Test
  void aLongAnswerIsNotReadToItsEnd() throws IOException {
    WebhookStore store = WebhookStore.create();
    Receiver receiver =
        parts.receiver(
            (exchange, _) -> {
              exchange.sendResponseHeaders(500, 0);
              byte[] page =
                  "no \u001b[2J such thing ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
              for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(page);
              }
            });
    store.add("ops", receiver.url());
    store.tell(NewsType.STARTED, "r1-aaaa");
    parts.sends(store);

    await().atMost(Duration.ofSeconds(30)).until(() -> store.only("ops").error() != null);

    assertThat(store.only("ops").error())
        .startsWith("answered 500 no [2J such thing no")
        .hasSizeLessThan(250);
  }

  @Test
  void noRedirectIsFollowed() throws IOException {
    WebhookStore store = WebhookStore.create();
    Receiver inner = parts.receiver(Receiver.status(200));
    Receiver outer =
        parts.receiver(
            (exchange, _) -> {
              exchange.getResponseHeaders().set("Location", inner.url());
              exchange.sendResponseHeaders(307, -1);
            });
    store.add("ops", outer.url());
    store.tell(NewsType.STARTED, "r1-aaaa");
    parts.sends(store);

    await().atMost(Duration.ofSeconds(30)).until(() -> store.only("ops").tries() > 0);

    assertThat(store.only("ops").error()).isEqualTo("answered 307, and redirects are not followed");
    assertThat(inner.got()).isEmpty();
  }

  @Test
  void isGivenUpAtItsDeadlineAndSentAgainByAPerson() throws IOException {
    WebhookProperties brief =
        new WebhookProperties(
            Duration.ofMillis(700),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofDays(1),
            false,
            "");
    WebhookStore store = WebhookStore.on(WebhookStore.fresh(), brief);
    boolean[] well = {false};
    Receiver receiver =
        parts.receiver((exchange, _) -> exchange.sendResponseHeaders(well[0] ? 200 : 500, -1));
    store.add("ops", receiver.url());
    store.tell(NewsType.STARTED, "r1-aaaa");
    parts.sends(store);
    awaitState(store, "ops", "failed");
    assertThat(store.only("ops").tries()).isPositive();
    assertThat(store.rows.find("ops").get().state()).isEqualTo("failing");

    well[0] = true;
    assertThat(store.deliveries.again("ops", null, Duration.ofMinutes(1))).isEqualTo(1);
    store.signal.wake();

    awaitState(store, "ops", "delivered");
    assertThat(store.deliveries.again("ops", null, Duration.ofMinutes(1))).isZero();
    assertThat(receiver.got())
        .extracting(Receiver.Got::id)
        .containsOnly(store.only("ops").message());
  }
}
