package dev.skein.standalone.platform;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.ShardInfo;
import dev.skein.coordinator.CoordinatorApplication;
import dev.skein.engine.backup.BackupCommand;
import dev.skein.worker.WorkerApplication;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Everything in one process: Kafka, the store, a coordinator, and a worker for all shards. */
public final class Platform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Home home;
  private final PlatformSettings settings;
  private final PlatformServers servers;
  private @Nullable URI url;
  private List<ShardConfig> served = List.of();

  private Platform(Home home, PlatformSettings settings, PlatformServers servers) {
    this.home = home;
    this.settings = settings;
    this.servers = servers;
    parts.push(servers);
  }

  /** Starts all of it; what was started is stopped again when a part fails. */
  public static Platform start(Home home, PlatformSettings settings, PlatformServers servers)
      throws IOException {
    PlatformLog.to(home.log());
    Platform platform = new Platform(home, settings, servers);
    try {
      platform.run();
      return platform;
    } catch (IOException | RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  private void run() throws IOException {
    String token = home.token();
    ConfigurableApplicationContext coordinator =
        keep(context(CoordinatorApplication.builder(), coordinatorSettings(token)));
    String port = coordinator.getEnvironment().getRequiredProperty("local.server.port");
    url = URI.create("http://127.0.0.1:" + port);
    served = servers.shards();
    if (!served.isEmpty()) {
      var _ = keep(context(WorkerApplication.builder(), workerSettings(token)));
    }
    home.announce(url());
    awaitShards(new CoordinatorClient(url(), token));
  }

  /** A shard is known when its worker's first sign of life has arrived. */
  private void awaitShards(CoordinatorClient client) throws IOException {
    List<String> ids = served.stream().map(ShardConfig::id).toList();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!client.shards().stream().map(ShardInfo::id).toList().containsAll(ids)) {
      if (System.nanoTime() > end) {
        throw new IOException("the worker did not come up; the log says why: " + home.log());
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the platform started", e);
      }
    }
  }

  private Map<String, Object> coordinatorSettings(String token) {
    StoreLogin store = servers.store();
    Map<String, Object> map = new HashMap<>();
    map.put("skein.coordinator.token", token);
    map.put("skein.coordinator.kafka", servers.brokers());
    map.put("skein.coordinator.lease", settings.lease().toMillis() + "ms");
    map.put("spring.datasource.url", store.url());
    map.put("spring.datasource.username", store.username());
    map.put("spring.datasource.password", store.password());
    map.put("server.port", settings.port());
    map.put("server.address", "127.0.0.1");
    return map;
  }

  private Map<String, Object> workerSettings(String token) {
    Map<String, Object> map = new HashMap<>();
    map.put("skein.worker.id", "standalone");
    map.put("skein.worker.kafka", servers.brokers());
    map.put("skein.worker.coordinator", url().toString());
    map.put("skein.worker.token", token);
    map.put("skein.worker.heartbeat", settings.heartbeat().toMillis() + "ms");
    for (int i = 0; i < served.size(); i++) {
      ShardConfig shard = served.get(i);
      String prefix = "skein.worker.shards[" + i + "].";
      map.put(prefix + "id", shard.id());
      map.put(prefix + "url", shard.url());
      map.put(prefix + "username", shard.username());
      map.put(prefix + "concurrency", shard.concurrency());
      if (shard.password() != null) {
        map.put(prefix + "password", shard.password());
      }
      if (shard.passwordFile() != null) {
        map.put(prefix + "password-file", shard.passwordFile().toString());
      }
      if (shard.replicaLag() != null) {
        map.put(prefix + "replica-lag", shard.replicaLag().toMillis() + "ms");
      }
      if (shard.backup() != null) {
        map.putAll(backupSettings(prefix + "backup.", shard.backup()));
      }
    }
    return map;
  }

  private static Map<String, Object> backupSettings(String prefix, BackupCommand backup) {
    Map<String, Object> map = new HashMap<>();
    putAll(map, prefix + "command", backup.command());
    putAll(map, prefix + "environment", backup.passed());
    map.put(prefix + "timeout", backup.limit().toMillis() + "ms");
    return map;
  }

  private static void putAll(Map<String, Object> map, String name, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      map.put(name + "[" + i + "]", values.get(i));
    }
  }

  private static ConfigurableApplicationContext context(
      SpringApplicationBuilder builder, Map<String, Object> map) {
    return builder
        .registerShutdownHook(false)
        .initializers(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("standalone", map)))
        .run();
  }

  /** Where the coordinator listens. */
  public URI url() {
    return java.util.Objects.requireNonNull(url, "the platform has not started");
  }

  /** The shards that its worker serves. */
  public List<ShardConfig> shards() {
    return served;
  }

  /** The coordinator's token. */
  public String token() throws IOException {
    return home.token();
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** Stops everything, the last started first; a part that fails does not keep the others up. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part did not stop", e);
      }
    }
  }
}
