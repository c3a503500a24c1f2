package dev.skein.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skein.contracts.Message;
import dev.skein.contracts.command.ShardCommand;
import dev.skein.contracts.command.TenantCommand;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.report.MigrationReport;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageTypeTest {
  private static final List<Class<?>> CLASSES =
      Arrays.stream(MessageType.values()).<Class<?>>map(MessageType::messageClass).toList();

  @Test
  void coversEveryCaseOfTheSealedFamilies() {
    Stream.of(TenantCommand.class, ShardCommand.class, MigrationReport.class)
        .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
        .forEach(known -> assertThat(CLASSES).contains(known));
  }

  @Test
  void namesEveryRecordOnceAndEverySlugOnce() {
    assertThat(CLASSES).doesNotHaveDuplicates().allMatch(Class::isRecord);
    assertThat(MessageType.values()).extracting(MessageType::slug).doesNotHaveDuplicates();
    for (MessageType type : MessageType.values()) {
      assertThat(MessageType.ofSlug(type.slug())).contains(type);
      assertThat(type.eventType()).isEqualTo("dev.skein." + type.slug() + ".v1");
      assertThat(type.schemaResource()).isEqualTo("/dev/skein/schemas/" + type.slug() + ".v1.json");
    }
  }

  @Test
  void knowsTheKindOfEveryMessage() {
    Samples.all()
        .forEach(sample -> assertThat(MessageType.of(sample.message())).isEqualTo(sample.type()));
  }

  @Test
  void aMessageOfNoKindIsABug() {
    Message stranger = () -> "key";
    assertThatIllegalArgumentException().isThrownBy(() -> MessageType.of(stranger));
  }

  @Test
  void keysKeepWhatBelongsTogetherInOrder() {
    assertThat(key(MessageType.MIGRATE_TENANT)).isEqualTo("acme");
    assertThat(key(MessageType.DISCOVER_TENANTS)).isEqualTo("eu-1");
    assertThat(key(MessageType.MIGRATION_RESULT)).isEqualTo("acme");
    assertThat(key(MessageType.WORKER_HEARTBEAT)).isEqualTo("worker-eu-1a");
    assertThat(key(MessageType.ROLLOUT_CONTROLLED)).isEqualTo("r7-kqzt");
    assertThat(key(MessageType.TENANT_STATE_CHANGED)).isEqualTo("acme");
    assertThat(key(MessageType.RELEASE_PUBLISHED)).startsWith("sha256:");
  }

  private static String key(MessageType type) {
    return Samples.sample(type, "full").message().key();
  }

  @Test
  void aShardNamesItsTopicAndItsGroup() {
    assertThat(Topics.migrations(new ShardId("eu-1"))).isEqualTo("skein.migrations.eu-1.v1");
    assertThat(Topics.workerGroup(new ShardId("eu-1"))).isEqualTo("skein-worker.eu-1");
    assertThat(Topics.migrations(new ShardId("a".repeat(63)))).hasSizeLessThanOrEqualTo(249);
  }
}
