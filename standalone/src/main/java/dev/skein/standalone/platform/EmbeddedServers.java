package dev.skein.standalone.platform;

import dev.skein.embedded.KafkaServer;
import dev.skein.embedded.PostgresServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Kafka and a store of our own in the home folder, all on their way from the first moment. */
public final class EmbeddedServers implements PlatformServers {
  private final CompletableFuture<KafkaServer> kafka;
  private final CompletableFuture<PostgresServer> store;
  private final CompletableFuture<List<ShardConfig>> shards;

  /**
   * @param shards asked beside the start of the others, so that a caller's own servers start with
   *     them
   */
  public EmbeddedServers(Home home, Supplier<List<ShardConfig>> shards) {
    PlatformLog.to(home.log());
    this.kafka = CompletableFuture.supplyAsync(() -> KafkaServer.start(home.kafka()));
    this.store =
        CompletableFuture.supplyAsync(
            () -> PostgresServer.start(home.store(), home.secret("store")));
    this.shards = CompletableFuture.supplyAsync(shards);
  }

  @Override
  public String brokers() {
    return ready(kafka).brokers();
  }

  @Override
  public StoreLogin store() {
    PostgresServer server = ready(store);
    return new StoreLogin(server.url(), PostgresServer.USER, server.password());
  }

  @Override
  public List<ShardConfig> shards() {
    return ready(shards);
  }

  /** The failure itself, not that a future had one. */
  private static <T> T ready(CompletableFuture<T> start) {
    try {
      return start.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    CompletableFuture<Void> kafkaEnd = kafka.thenAccept(KafkaServer::close);
    CompletableFuture<Void> storeEnd = store.thenAccept(PostgresServer::close);
    CompletableFuture.allOf(kafkaEnd, storeEnd, shards).exceptionally(_ -> null).join();
  }
}
