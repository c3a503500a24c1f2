package dev.skein.standalone.platform;

import java.util.List;

/** What a platform stands on. Each method waits until its server is there. */
public interface PlatformServers extends AutoCloseable {
  /** Kafka's {@code host:port}. */
  String brokers();

  StoreLogin store();

  /** The shards that the platform's own worker serves; none: it has no worker. */
  List<ShardConfig> shards();

  /** Ends what it started. */
  @Override
  void close();
}
