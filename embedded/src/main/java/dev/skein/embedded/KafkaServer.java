package dev.skein.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker of our own (KRaft, one node) on a free loopback port; its data survives. */
public final class KafkaServer implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;

  private KafkaServer(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts it, with the topics of the last time if there are any. */
  public static KafkaServer start(Path folder) {
    try {
      Files.createDirectories(folder);
      int[] ports = freePorts();
      Properties settings = settings(folder, ports[0], ports[1]);
      format(folder, settings);
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      server.startup();
      return new KafkaServer(server, ports[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("an embedded Kafka did not start in " + folder, e);
    }
  }

  private static Properties settings(Path folder, int broker, int controller) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("inter.broker.listener.name", "BROKER");
    settings.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty(
        "listeners",
        "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(broker, controller));
    settings.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + broker);
    settings.setProperty("log.dirs", folder.resolve("data").toString());
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("offsets.topic.num.partitions", "4");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    // A worker that was killed is found out soon: its partitions go to the next one.
    settings.setProperty("group.min.session.timeout.ms", "1000");
    settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    return settings;
  }

  /** Prepares the folder once; its tool would speak to standard output. */
  private static void format(Path folder, Properties settings) throws IOException {
    if (Files.exists(folder.resolve("data").resolve("meta.properties"))) {
      return;
    }
    Path file = folder.resolve("server.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, "Written at the first start, to format the storage");
    }
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(folder.resolve("format.log")), true, StandardCharsets.UTF_8)) {
      int code =
          StorageTool.execute(
              new String[] {
                "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
              },
              log);
      if (code != 0) {
        throw new IOException("Kafka's storage was not formatted, see format.log in " + folder);
      }
    }
  }

  private static int[] freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    }
  }

  /** {@code host:port} for clients. */
  public String brokers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
