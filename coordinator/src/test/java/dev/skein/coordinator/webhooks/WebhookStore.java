package dev.skein.coordinator.webhooks;

import dev.skein.coordinator.TestStore;
import dev.skein.coordinator.audit.Audit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A coordinator's store of its own, and what stands on it for webhooks; as many as are wanted. */
final class WebhookStore {
  static final WebhookProperties FAST =
      new WebhookProperties(
          Duration.ofMillis(700),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofDays(1),
          false,
          "");
  final JdbcClient jdbc;
  final TransactionTemplate transactions;
  final WebhookRows rows;
  final DeliveryRows deliveries;
  final DeliveryLog log;
  final WebhookSignal signal = new WebhookSignal();
  final WebhookOutbox outbox;
  final WebhookProperties properties;

  private WebhookStore(PGSimpleDataSource source, WebhookProperties properties) {
    this.properties = properties;
    jdbc = JdbcClient.create(source);
    transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    rows = new WebhookRows(jdbc);
    deliveries = new DeliveryRows(jdbc);
    log = new DeliveryLog(jdbc);
    outbox = new WebhookOutbox(rows, deliveries, signal, properties);
  }

  static PGSimpleDataSource fresh() {
    return TestStore.fresh();
  }

  static WebhookStore on(PGSimpleDataSource source, WebhookProperties properties) {
    return new WebhookStore(source, properties);
  }

  static WebhookStore create() {
    return on(fresh(), FAST);
  }

  WebhookSender sender() {
    return new WebhookSender(
        deliveries,
        rows,
        new Postman(properties),
        signal,
        properties,
        transactions,
        new Audit(jdbc));
  }

  void add(String name, String url, String... events) {
    add(name, url, null, events);
  }

  void add(String name, String url, @Nullable WebhookSecret secret, String... events) {
    rows.insert(
        new NewWebhook(
            name, Destination.parse(url, false), WebhookFormat.STANDARD, List.of(events), secret),
        "operator");
  }

  <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.get()));
  }

  /** Tells of a rollout in a transaction of its own. */
  void tell(NewsType type, String rollout) {
    transactions.executeWithoutResult(_ -> outbox.tell(type, () -> news(rollout)));
  }

  static RolloutNews news(String rollout) {
    return new RolloutNews(
        rollout,
        new RolloutNews.Release("1.0", "sha256:ab", "1"),
        "RUNNING",
        "",
        null,
        1,
        null,
        null,
        new RolloutNews.Tenants(1, 0, 0, 0, 0, 0, 1),
        List.of(),
        "/api/rollouts/" + rollout,
        "skein watch " + rollout);
  }

  /** The only delivery of an endpoint. */
  DeliveryView only(String webhook) {
    List<DeliveryView> all = log.list(webhook, "", 0, 10);
    if (all.size() != 1) {
      throw new AssertionError("expected one delivery but there are " + all.size());
    }
    return all.getFirst();
  }
}
