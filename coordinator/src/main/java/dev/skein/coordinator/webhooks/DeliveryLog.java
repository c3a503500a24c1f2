package dev.skein.coordinator.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what became of deliveries. */
@Component
class DeliveryLog {
  private static final String VIEW =
      """
      select delivery.*, last.status, last.error from webhook_delivery delivery
      left join webhook_try last
        on last.delivery = delivery.id and last.number = delivery.tries
      """;

  private final JdbcClient jdbc;

  DeliveryLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The newest first.
   *
   * @param state only those, or empty
   * @param before the last id of the page before, or 0
   */
  List<DeliveryView> list(String webhook, String state, long before, int limit) {
    return jdbc.sql(
            VIEW
                + """
                where delivery.webhook = :webhook and (:before = 0 or delivery.id < :before)
                  and (:state = '' or delivery.state = :state)
                order by delivery.id desc limit :limit
                """)
        .param("webhook", webhook)
        .param("state", state.toUpperCase(Locale.ROOT))
        .param("before", before)
        .param("limit", limit)
        .query((row, _) -> view(row))
        .list();
  }

  /** One with its body and every try. */
  Optional<DeliveryView> find(String webhook, long id) {
    List<DeliveryView.Try> tries =
        jdbc.sql("select * from webhook_try where delivery = :id order by number")
            .param("id", id)
            .query((row, _) -> tried(row))
            .list();
    return jdbc.sql(VIEW + "where delivery.webhook = :webhook and delivery.id = :id")
        .param("webhook", webhook)
        .param("id", id)
        .query((row, _) -> view(row).with(row.getString("body"), tries))
        .optional();
  }

  private static DeliveryView view(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return new DeliveryView(
        "d" + row.getLong("id"),
        row.getString("message"),
        row.getString("type"),
        row.getString("rollout"),
        state.toLowerCase(Locale.ROOT),
        row.getInt("tries"),
        Objects.requireNonNull(WebhookRows.instant(row, "made_at")),
        state.equals("WAITING") ? WebhookRows.instant(row, "next_at") : null,
        WebhookRows.instant(row, "ended_at"),
        row.getObject("status", Integer.class),
        row.getString("error"),
        null,
        null);
  }

  private static DeliveryView.Try tried(ResultSet row) throws SQLException {
    return new DeliveryView.Try(
        row.getInt("number"),
        Objects.requireNonNull(WebhookRows.instant(row, "at")),
        row.getLong("took_millis"),
        row.getObject("status", Integer.class),
        row.getString("error"));
  }
}
