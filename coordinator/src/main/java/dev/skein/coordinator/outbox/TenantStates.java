package dev.skein.coordinator.outbox;

import dev.skein.contracts.codec.EncodedMessage;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.event.TenantStateChanged;
import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Makes the open feed's messages from the tenants' current rows. */
@Component
class TenantStates {
  private final JdbcTemplate jdbc;
  private final MessageCodec codec = new MessageCodec("/coordinator");

  TenantStates(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By tenant; a tenant that is gone has none. */
  Map<String, ProducerRecord<String, byte[]>> render(List<String> tenants) {
    Map<String, ProducerRecord<String, byte[]>> messages = new HashMap<>();
    if (tenants.isEmpty()) {
      return messages;
    }
    jdbc.query(
            """
            select tenant.*, release.name as release_name
            from tenant left join release on release.digest = tenant.release
            where tenant.id = any (?)
            """,
            (row, _) -> state(row),
            (Object) tenants.toArray(String[]::new))
        .forEach(state -> messages.put(state.key(), message(codec.encode(state))));
    return messages;
  }

  private static ProducerRecord<String, byte[]> message(EncodedMessage encoded) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(Topics.TENANT_STATE, null, encoded.key(), encoded.value());
    encoded.headers().forEach((name, value) -> message.headers().add(name, value));
    return message;
  }

  private static TenantStateChanged state(ResultSet row) throws SQLException {
    return new TenantStateChanged(
        new TenantId(row.getString("id")),
        new ShardId(row.getString("shard")),
        row.getString("database_name"),
        row.getString("schema_name"),
        row.getLong("revision"),
        optional(row.getString("version"), SchemaVersion::new),
        optional(row.getString("release"), ReleaseDigest::new),
        optional(row.getString("release_name"), ReleaseName::new),
        optional(row.getString("rollout"), RolloutId::new),
        row.getString("status"),
        instant(row));
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject("updated_at", OffsetDateTime.class).toInstant();
  }

  private static <T> @Nullable T optional(@Nullable String text, Function<String, T> parser) {
    return text == null ? null : parser.apply(text);
  }
}
