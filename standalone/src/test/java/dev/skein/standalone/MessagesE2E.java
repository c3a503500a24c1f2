package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.codec.MessageType;
import dev.skein.contracts.codec.Topics;
import dev.skein.release.bundle.ReleaseBundle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** What crosses Kafka, seen by a program that knows nothing but the published schemas. */
class MessagesE2E {
  private final CoordinatorClient client = TestPlatform.shared().client();

  @Test
  void everyMessageIsWhatItsSchemaSaysAndHoldsNoSecret() {
    Fleet fleet = Fleet.create(client, 6, "main-1", "main-2");
    // Long enough that how far it is gets told.
    ReleaseBundle good = TestRelease.versions(3).version(4, "select pg_sleep(0.8);").bundle();
    client.publish(good.toArchive());
    RolloutWatch.await(
        client,
        client.startRollout(
            RolloutRequest.ofRelease(good.digest().value()).onlyTenants(fleet.tenants())));
    ReleaseBundle bad =
        TestRelease.versions(3)
            .version(4, "select pg_sleep(0.8);")
            .version(5, "select 1 / 0;")
            .bundle();
    client.publish(bad.toArchive());
    String halted =
        client.startRollout(
            RolloutRequest.ofRelease(bad.digest().value()).onlyTenants(fleet.tenants()));
    RolloutWatch.await(client, halted);
    client.abort(halted, "enough seen");

    Set<MessageType> seen = EnumSet.noneOf(MessageType.class);
    SchemaRegistry registry = registry();
    for (ConsumerRecord<String, byte[]> message : TopicReader.everything()) {
      if (message.topic().equals(Topics.DEAD_LETTERS) || message.key().startsWith("poison-")) {
        continue;
      }
      String value = new String(message.value(), StandardCharsets.UTF_8);
      assertThat(value).doesNotContain(TestPlatform.CANARY_PASSWORD);
      String type = header(message, "ce_type");
      assertThat(header(message, "ce_specversion")).isEqualTo("1.0");
      assertThat(header(message, "ce_subject")).isEqualTo(message.key());
      assertThat(header(message, "content-type")).isEqualTo("application/json");
      MessageType kind =
          Arrays.stream(MessageType.values())
              .filter(known -> known.eventType().equals(type))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no schema for " + type));
      seen.add(kind);
      List<Error> errors =
          registry
              .getSchema(SchemaLocation.of("classpath:" + kind.schemaResource().substring(1)))
              .validate(value, InputFormat.JSON);
      assertThat(errors).as("%s %s", type, value).isEmpty();
    }

    assertThat(seen)
        .contains(
            MessageType.RELEASE_PUBLISHED,
            MessageType.MIGRATE_TENANT,
            MessageType.MIGRATION_ACCEPTED,
            MessageType.MIGRATION_STARTED,
            MessageType.MIGRATION_PROGRESSED,
            MessageType.MIGRATION_RESULT,
            MessageType.WORKER_HEARTBEAT,
            MessageType.ROLLOUT_CONTROLLED,
            MessageType.TENANT_STATE_CHANGED);
    assertThat(TestPlatform.shared().log()).doesNotContain(TestPlatform.CANARY_PASSWORD);
  }

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder.schemaIdResolvers(
                resolvers ->
                    resolvers.mapPrefix(
                        "https://skein.dev/schemas/", "classpath:dev/skein/schemas/")));
  }

  private static String header(ConsumerRecord<String, byte[]> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
