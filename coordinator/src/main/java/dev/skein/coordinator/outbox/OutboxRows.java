package dev.skein.coordinator.outbox;

import dev.skein.contracts.codec.MessageCodec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The outbox's SQL, within the relay's transaction. */
@Component
class OutboxRows {
  /** The advisory locks' first half; any number that nothing else in this store uses. */
  private static final int LOCKS = 0x5ce1;

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcTemplate jdbc;
  private final JsonMapper mapper = MessageCodec.jsonMapper();

  OutboxRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The oldest rows of the buckets that no other relay works on. */
  List<OutboxRow> claim(int limit) {
    List<Integer> free =
        jdbc.query(
            """
            select bucket from generate_series(0, ?) bucket
            where pg_try_advisory_xact_lock(?, bucket)
            """,
            (row, _) -> row.getInt(1),
            Outbox.BUCKETS - 1,
            LOCKS);
    if (free.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        """
        select id, topic, key, headers, value, attempt from outbox
        where bucket = any (?) order by id limit ?
        """,
        (row, _) ->
            new OutboxRow(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("key"),
                headers(row.getString("headers")),
                row.getBytes("value"),
                row.getObject("attempt", UUID.class)),
        free.toArray(Integer[]::new),
        limit);
  }

  void sent(List<OutboxRow> rows, List<SentCommand> commands) {
    jdbc.update(
        "delete from outbox where id = any (?)",
        (Object) rows.stream().map(OutboxRow::id).toArray(Long[]::new));
    if (commands.isEmpty()) {
      return;
    }
    // A command's place says whether it was read. One that is locked was: its worker has spoken.
    UUID[] attempts = commands.stream().map(SentCommand::attempt).toArray(UUID[]::new);
    jdbc.update(
        """
        update attempt set kafka_partition = sent.partition, kafka_offset = sent.place
        from unnest(?, ?, ?) sent (id, partition, place) where attempt.id = sent.id
          and attempt.id in (select free.id from attempt free
            where free.id = any (?) and free.accepted_at is null for no key update skip locked)
        """,
        attempts,
        commands.stream().map(SentCommand::partition).toArray(Integer[]::new),
        commands.stream().map(SentCommand::offset).toArray(Long[]::new),
        attempts);
  }

  private Map<String, String> headers(@org.jspecify.annotations.Nullable String json) {
    return json == null ? Map.of() : mapper.readValue(json, TEXTS);
  }
}
