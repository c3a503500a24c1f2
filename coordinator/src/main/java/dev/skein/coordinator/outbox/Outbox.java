package dev.skein.coordinator.outbox;

import dev.skein.contracts.Message;
import dev.skein.contracts.codec.EncodedMessage;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Takes messages within the transaction that causes them; the relay sends them after commit. */
@Component
public class Outbox {
  /** Messages of one key share a bucket, and a bucket has one sender at a time. */
  static final int BUCKETS = 64;

  private final JdbcTemplate jdbc;
  private final OutboxSignal signal;
  private final MessageCodec codec = new MessageCodec("/coordinator");
  private final JsonMapper mapper = MessageCodec.jsonMapper();

  Outbox(JdbcTemplate jdbc, OutboxSignal signal) {
    this.jdbc = jdbc;
    this.signal = signal;
  }

  /** A message on its way to a topic. */
  public record Outgoing(String topic, Message message, @Nullable AttemptId attempt) {}

  public void send(String topic, Message message) {
    send(List.of(new Outgoing(topic, message, null)));
  }

  public void send(List<Outgoing> messages) {
    if (messages.isEmpty()) {
      return;
    }
    List<EncodedMessage> encoded =
        messages.stream().map(outgoing -> codec.encode(outgoing.message())).toList();
    jdbc.update(
        """
        insert into outbox (bucket, topic, key, headers, value, attempt)
        select * from unnest(?, ?, ?, ?, ?, ?)
        """,
        encoded.stream().map(message -> bucket(message.key())).toArray(Integer[]::new),
        messages.stream().map(Outgoing::topic).toArray(String[]::new),
        encoded.stream().map(EncodedMessage::key).toArray(String[]::new),
        encoded.stream()
            .map(message -> mapper.writeValueAsString(texts(message.headers())))
            .toArray(String[]::new),
        encoded.stream().map(EncodedMessage::value).toArray(byte[][]::new),
        messages.stream().map(Outbox::attempt).toArray(UUID[]::new));
    wakeAfterCommit();
  }

  private static @Nullable UUID attempt(Outgoing outgoing) {
    AttemptId attempt = outgoing.attempt();
    return attempt == null ? null : UUID.fromString(attempt.value());
  }

  /** Announces tenants' states as they stand when the relay comes to them. */
  public void sendStates(Collection<TenantId> tenants) {
    if (tenants.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        insert into outbox (bucket, topic, key)
        select waiting.bucket, ?, waiting.tenant from unnest(?, ?) waiting (bucket, tenant)
        """,
        Topics.TENANT_STATE,
        tenants.stream().map(tenant -> bucket(tenant.value())).toArray(Integer[]::new),
        tenants.stream().map(TenantId::value).toArray(String[]::new));
    wakeAfterCommit();
  }

  private void wakeAfterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      signal.wake();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            signal.wake();
          }
        });
  }

  static int bucket(String key) {
    return Math.floorMod(key.hashCode(), BUCKETS);
  }

  private static Map<String, String> texts(Map<String, byte[]> headers) {
    Map<String, String> texts = new TreeMap<>();
    headers.forEach((name, value) -> texts.put(name, new String(value, StandardCharsets.UTF_8)));
    return texts;
  }
}
