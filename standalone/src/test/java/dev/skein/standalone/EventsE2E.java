package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.id.ShardId;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Messages that come twice, late, or broken change nothing and hold nothing up. */
class EventsE2E {
  private static final String COMMANDS = Topics.migrations(new ShardId("main-1"));

  private final CoordinatorClient client = TestPlatform.shared().client();

  @Test
  void commandsAndReportsThatComeAgainChangeNothing() throws Exception {
    Fleet fleet = Fleet.create(client, 4, "main-1");
    String rollout = rollOut(fleet, TestRelease.versions(3).bundle());
    RolloutStatus before = client.rollout(rollout);

    List<ConsumerRecord<String, byte[]>> again =
        TopicReader.everything().stream()
            .filter(
                message ->
                    message.topic().equals(COMMANDS) || message.topic().equals(Topics.RESULTS))
            .filter(message -> fleet.tenants().contains(message.key()))
            // Commands last: what a worker says of them is then the last word on the old attempts.
            .sorted(Comparator.comparing(message -> message.topic().equals(COMMANDS)))
            .toList();
    assertThat(again).hasSizeGreaterThanOrEqualTo(4 * 3);
    try (KafkaProducer<String, byte[]> producer = producer()) {
      for (int i = 0; i < 2; i++) {
        for (ConsumerRecord<String, byte[]> message : again) {
          producer
              .send(
                  new ProducerRecord<>(
                      message.topic(), null, message.key(), message.value(), message.headers()))
              .get();
        }
      }
    }
    // A later rollout of the same tenants goes through the same partitions, behind the copies.
    rollOut(fleet, TestRelease.versions(4).bundle());

    assertThat(client.rollout(rollout).counts()).isEqualTo(before.counts());
    assertThat(client.rollout(rollout).state()).isEqualTo("COMPLETED");
    assertThat(fleet.tenants())
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, 3=1, 4=1}"));
  }

  @Test
  void whatCannotBeReadIsSetAsideAndHoldsNothingUp() throws Exception {
    Fleet fleet = Fleet.create(client, 3, "main-1");
    String mark = "poison-" + ProcessHandle.current().pid();
    try (KafkaProducer<String, byte[]> producer = producer()) {
      for (String topic : List.of(COMMANDS, Topics.RESULTS, Topics.HEARTBEATS, Topics.CONTROL)) {
        byte[] garbage = (mark + topic).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, mark, garbage)).get();
        producer.send(new ProducerRecord<>(topic, mark, null)).get();
        ProducerRecord<String, byte[]> future = new ProducerRecord<>(topic, null, mark, garbage);
        future
            .headers()
            .add("ce_type", "dev.skein.migrate-tenant.v9".getBytes(StandardCharsets.UTF_8));
        producer.send(future).get();
      }
    }

    rollOut(fleet, TestRelease.versions(2).bundle());

    AtomicBoolean kept = new AtomicBoolean();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              List<String> aside =
                  TopicReader.everything().stream()
                      .filter(message -> message.topic().equals(Topics.DEAD_LETTERS))
                      .filter(message -> message.value() != null)
                      .map(message -> new String(message.value(), StandardCharsets.UTF_8))
                      .toList();
              assertThat(aside).contains(mark + COMMANDS, mark + Topics.RESULTS);
              kept.set(true);
            });
    assertThat(kept).isTrue();
  }

  private String rollOut(Fleet fleet, ReleaseBundle bundle) {
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    return rollout;
  }

  private static KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", TestKafka.brokers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
