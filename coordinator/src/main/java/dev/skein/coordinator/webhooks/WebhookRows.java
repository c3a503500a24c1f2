package dev.skein.coordinator.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Endpoints in the store. */
@Component
class WebhookRows {
  private static final String VIEW =
      """
      select webhook.*, log.* from webhook cross join lateral (
        select count(*) filter (where delivery.state = 'WAITING') as waiting,
          count(*) filter (where delivery.state = 'DELIVERED') as delivered,
          count(*) filter (where delivery.state = 'FAILED') as failed
        from webhook_delivery delivery where delivery.webhook = webhook.name) log
      """;

  private final JdbcClient jdbc;

  WebhookRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether anybody would be told. */
  boolean listening() {
    return jdbc.sql("select exists (select from webhook where disabled_at is null)")
        .query(Boolean.class)
        .single();
  }

  /** Whether it was new. */
  boolean insert(NewWebhook made, String who) {
    WebhookSecret secret = made.secret();
    return jdbc.sql(
                """
                insert into webhook (name, url, format, events, secret, added_by)
                values (:name, :url, :format, :events, :secret, :who) on conflict do nothing
                """)
            .param("name", made.name())
            .param("url", made.destination().uri().toString())
            .param("format", made.format().stored())
            .param("events", made.events().toArray(String[]::new))
            .param("secret", secret == null ? null : secret.text())
            .param("who", who)
            .update()
        > 0;
  }

  /** Whether what is stored under the name is the same; the secret too where one is given. */
  boolean same(NewWebhook made) {
    WebhookSecret secret = made.secret();
    return jdbc.sql(
            """
            select exists (select from webhook where name = :name and url = :url
              and format = :format and events = :events\\:\\:text[]
              and (:secret\\:\\:text is null or secret = :secret))
            """)
        .param("name", made.name())
        .param("url", made.destination().uri().toString())
        .param("format", made.format().stored())
        .param("events", made.events().toArray(String[]::new))
        .param("secret", secret == null ? null : secret.text())
        .query(Boolean.class)
        .single();
  }

  List<WebhookView> all() {
    return jdbc.sql(VIEW + "order by name").query((row, _) -> view(row)).list();
  }

  Optional<WebhookView> find(String name) {
    return jdbc.sql(VIEW + "where name = :name")
        .param("name", name)
        .query((row, _) -> view(row))
        .optional();
  }

  void remove(String name) {
    jdbc.sql("delete from webhook where name = :name").param("name", name).update();
  }

  void enable(String name) {
    jdbc.sql(
            """
            update webhook set disabled_at = null, disabled_why = null, failing_since = null
            where name = :name
            """)
        .param("name", name)
        .update();
  }

  /** Whether it was not before. What waits is given up; it may be delivered again later. */
  boolean disable(String name, String why) {
    int changed =
        jdbc.sql(
                """
                update webhook set disabled_at = now(), disabled_why = :why
                where name = :name and disabled_at is null
                """)
            .param("name", name)
            .param("why", why)
            .update();
    jdbc.sql(
            """
            update webhook_delivery set state = 'FAILED', ended_at = now()
            where webhook = :name and state = 'WAITING'
            """)
        .param("name", name)
        .update();
    return changed > 0;
  }

  private static WebhookView view(ResultSet row) throws SQLException {
    Instant failing = instant(row, "failing_since");
    Instant disabled = instant(row, "disabled_at");
    return new WebhookView(
        row.getString("name"),
        new Destination(java.net.URI.create(row.getString("url"))).shown(),
        WebhookFormat.parse(row.getString("format")),
        List.of((String[]) row.getArray("events").getArray()),
        row.getString("secret") != null,
        disabled != null ? "disabled" : failing != null ? "failing" : "active",
        failing,
        disabled,
        row.getString("disabled_why"),
        row.getString("added_by"),
        java.util.Objects.requireNonNull(instant(row, "added_at")),
        row.getLong("waiting"),
        row.getLong("delivered"),
        row.getLong("failed"),
        null);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
