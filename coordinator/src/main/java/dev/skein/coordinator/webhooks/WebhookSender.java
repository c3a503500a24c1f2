package dev.skein.coordinator.webhooks;

import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.kafka.Background;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due, one message at a time to each endpoint, so that a slow one holds up nobody
 * else. An endpoint is claimed for the length of one try, in a transaction that is over before the
 * try begins: a sender that dies leaves a claim that lapses, and its message goes out once more.
 */
@Component
class WebhookSender extends Background {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PRUNE = Duration.ofHours(1);
  private static final int AT_ONCE = 16;

  private final DeliveryRows deliveries;
  private final WebhookRows webhooks;
  private final Postman postman;
  private final WebhookSignal signal;
  private final WebhookProperties properties;
  private final TransactionTemplate transactions;
  private final Audit audit;
  private final Semaphore places = new Semaphore(AT_ONCE);

  WebhookSender(
      DeliveryRows deliveries,
      WebhookRows webhooks,
      Postman postman,
      WebhookSignal signal,
      WebhookProperties properties,
      TransactionTemplate transactions,
      Audit audit) {
    super("webhook-sender");
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.postman = postman;
    this.signal = signal;
    this.properties = properties;
    this.transactions = transactions;
    this.audit = audit;
  }

  @Override
  protected void wake() {
    signal.wake();
  }

  @Override
  protected void run() {
    long pruned = System.nanoTime() - PRUNE.toNanos();
    ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor();
    try {
      while (isRunning()) {
        if (!look(tries)) {
          signal.await(LOOK);
        }
        if (System.nanoTime() - pruned >= PRUNE.toNanos()) {
          pruned = System.nanoTime();
          prune();
        }
      }
      // What is under way may end: else it would go out again.
      tries.shutdown();
      boolean _ = tries.awaitTermination(properties.limit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      tries.shutdownNow();
    }
  }

  /** Whether anything was due. */
  private boolean look(ExecutorService tries) {
    int free = places.availablePermits();
    if (free == 0) {
      return false;
    }
    List<Due> claimed;
    try {
      Duration lease = properties.limit().multipliedBy(2);
      claimed = Objects.requireNonNull(transactions.execute(_ -> deliveries.claim(free, lease)));
    } catch (RuntimeException e) {
      LOG.warn("webhooks are kept and sent later: {}", e.toString());
      return false;
    }
    for (Due due : claimed) {
      places.acquireUninterruptibly();
      tries.execute(() -> carry(due));
    }
    return !claimed.isEmpty();
  }

  private void carry(Due due) {
    try {
      Tried tried = postman.carry(due);
      transactions.executeWithoutResult(_ -> note(due, tried));
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("webhook", due.webhook())
          .addKeyValue("delivery", due.id())
          .addKeyValue("cause", e.getClass().getName())
          .log("what became of a webhook is not on record, so it is sent again");
    } finally {
      places.release();
      signal.wake();
    }
  }

  private void note(Due due, Tried tried) {
    Duration pause =
        Pause.after(
            due.tries() + 1,
            properties.first(),
            properties.longest(),
            tried.retryAfter(),
            ThreadLocalRandom.current().nextDouble());
    deliveries.tried(due, tried, pause);
    if (tried.received() || due.type() == NewsType.TEST) {
      return;
    }
    LOG.atInfo()
        .addKeyValue("webhook", due.webhook())
        .addKeyValue("delivery", due.id())
        .addKeyValue("error", tried.error())
        .log("a webhook was not received");
    if (tried.gone()) {
      disable(due.webhook(), "it answered 410: it wants nothing more");
    } else if (deliveries.failing(due.webhook(), properties.disableAfter())) {
      disable(due.webhook(), "it failed for " + properties.disableAfter());
    }
  }

  private void disable(String webhook, String why) {
    if (webhooks.disable(webhook, why)) {
      LOG.atWarn().addKeyValue("webhook", webhook).addKeyValue("why", why).log("webhook disabled");
      audit.done(new Act("coordinator", "disable", "webhook " + webhook, why), "done: disabled");
    }
  }

  private void prune() {
    try {
      int gone = deliveries.prune(properties.keep());
      LOG.debug("{} old deliveries removed", gone);
    } catch (RuntimeException e) {
      LOG.warn("old deliveries are removed later: {}", e.toString());
    }
  }
}
