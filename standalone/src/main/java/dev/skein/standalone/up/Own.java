package dev.skein.standalone.up;

import dev.skein.embedded.PostgresServer;
import dev.skein.standalone.platform.Home;
import dev.skein.standalone.platform.ShardConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shard that Skein brings along where none is configured. */
final class Own implements AutoCloseable {
  static final String SHARD = "local";

  private volatile @Nullable PostgresServer server;

  List<ShardConfig> start(Home home) {
    PostgresServer started = PostgresServer.start(home.shard(SHARD), home.shardSecret(SHARD));
    server = started;
    return List.of(
        new ShardConfig(
            SHARD,
            started.url(),
            PostgresServer.USER,
            null,
            home.shardSecret(SHARD),
            ShardConfig.USUAL_CONCURRENCY,
            null));
  }

  @Override
  public void close() {
    PostgresServer started = server;
    if (started != null) {
      started.close();
    }
  }
}
