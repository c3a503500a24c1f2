package dev.skein.testkit;

import dev.skein.embedded.Folders;
import dev.skein.embedded.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka broker for tests. */
public final class TestKafka {
  private static final Object LOCK = new Object();

  private static @Nullable String brokers;

  private TestKafka() {}

  /** {@code host:port} of the one that the tests of this JVM share. */
  public static String brokers() {
    synchronized (LOCK) {
      if (brokers == null) {
        brokers = Containers.used() ? inContainer() : embedded();
      }
      return brokers;
    }
  }

  @SuppressWarnings("resource") // ended with the JVM, by the container library
  private static String inContainer() {
    KafkaContainer container =
        new KafkaContainer("apache/kafka:4.2.1")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    container.start();
    return container.getBootstrapServers();
  }

  private static String embedded() {
    try {
      Path folder = Files.createTempDirectory("skein-test-kafka-");
      KafkaServer server = KafkaServer.start(folder);
      AtEnd.close(
          () -> {
            server.close();
            Folders.delete(folder);
          });
      return server.brokers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
