package dev.skein.coordinator.webhooks;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deliveries on their way: written, claimed, ended. */
@Component
class DeliveryRows {
  private final JdbcClient jdbc;

  DeliveryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A row for each endpoint that wants to hear of it. An endpoint that is removed meanwhile is
   * passed over: its end must not undo what is told of.
   */
  void tell(
      String message,
      NewsType type,
      String rollout,
      String standard,
      String slack,
      Duration deadline) {
    jdbc.sql(
            """
            insert into webhook_delivery (webhook, message, type, rollout, body, until)
            select name, :message, :type, :rollout,
              case format when 'slack' then :slack else :standard end,
              now() + make_interval(secs => :deadline)
            from webhook where disabled_at is null and (events = '{}' or :type = any (events))
            for key share
            """)
        .param("message", message)
        .param("type", type.type())
        .param("rollout", rollout)
        .param("standard", standard)
        .param("slack", slack)
        .param("deadline", deadline.toSeconds())
        .update();
  }

  /** One for one endpoint, tried once; its id. */
  long test(String webhook, String message, String body) {
    return jdbc.sql(
            """
            insert into webhook_delivery (webhook, message, type, body, until)
            values (:webhook, :message, :type, :body, now()) returning id
            """)
        .param("webhook", webhook)
        .param("message", message)
        .param("type", NewsType.TEST.type())
        .param("body", body)
        .query(Long.class)
        .single();
  }

  /**
   * The oldest due delivery of each endpoint that nobody else sends to. In a transaction: what is
   * due is only asked once the endpoint is claimed, since another sender may have just done it.
   *
   * @param lease how long the claim holds when nothing more is heard of the sender
   */
  List<Due> claim(int most, Duration lease) {
    UUID[] claims =
        jdbc.sql(
                """
                update webhook set claim = gen_random_uuid(),
                  claimed_until = now() + make_interval(secs => :lease)
                where name in (
                  select name from webhook
                  where (claimed_until is null or claimed_until < now())
                    and exists (select from webhook_delivery due where due.webhook = webhook.name
                      and due.state = 'WAITING' and due.next_at <= now())
                  limit :most for no key update skip locked)
                returning claim
                """)
            .param("most", most)
            .param("lease", lease.toMillis() / 1000.0)
            .query(UUID.class)
            .list()
            .toArray(UUID[]::new);
    return claims.length == 0 ? List.of() : due(claims);
  }

  private List<Due> due(UUID[] claims) {
    List<Due> due =
        jdbc.sql(
                """
                select due.*, name, url, secret, claim from webhook cross join lateral (
                  select id, message, type, body, tries from webhook_delivery waiting
                  where waiting.webhook = webhook.name
                    and waiting.state = 'WAITING' and waiting.next_at <= now()
                  order by waiting.next_at, waiting.id limit 1) due
                where claim = any (:claims)
                """)
            .param("claims", claims)
            .query((row, _) -> due(row))
            .list();
    jdbc.sql(
            """
            update webhook set claim = null, claimed_until = null
            where claim = any (:claims) and claim <> all (:used)
            """)
        .param("claims", claims)
        .param("used", due.stream().map(Due::claim).toArray(UUID[]::new))
        .update();
    return due;
  }

  private static Due due(ResultSet row) throws SQLException {
    String secret = row.getString("secret");
    String type = row.getString("type");
    return new Due(
        row.getLong("id"),
        row.getString("name"),
        row.getObject("claim", UUID.class),
        new Destination(URI.create(row.getString("url"))),
        secret == null ? null : WebhookSecret.parse(secret),
        row.getString("message"),
        Arrays.stream(NewsType.values())
            .filter(known -> known.type().equals(type))
            .findFirst()
            .orElseThrow(),
        row.getString("body"),
        row.getInt("tries"));
  }

  /**
   * Writes down what a try came to, and frees the endpoint.
   *
   * @param pause until the next try, unless the deadline comes first
   */
  void tried(Due due, Tried tried, Duration pause) {
    jdbc.sql(
            """
            with tried as (
              update webhook_delivery set tries = tries + 1,
                state = case when :received then 'DELIVERED'
                  when now() + make_interval(secs => :pause) >= until then 'FAILED'
                  else state end,
                next_at = now() + make_interval(secs => :pause),
                ended_at = case when :received
                  or now() + make_interval(secs => :pause) >= until then now() end
              where id = :id and state = 'WAITING' returning id, tries)
            insert into webhook_try (delivery, number, at, took_millis, status, error)
            select id, tries, now() - make_interval(secs => :took / 1000.0), :took, :status, :error
            from tried
            """)
        .param("id", due.id())
        .param("received", tried.received())
        .param("pause", pause.toMillis() / 1000.0)
        .param("took", tried.took().toMillis())
        .param("status", tried.status(), java.sql.Types.INTEGER)
        .param("error", tried.received() ? null : tried.error(), java.sql.Types.VARCHAR)
        .update();
    release(due, tried);
  }

  private void release(Due due, Tried tried) {
    jdbc.sql(
            """
            update webhook set claim = null, claimed_until = null, failing_since = case
                when :received then null
                when :test then failing_since
                else coalesce(failing_since, now()) end
            where name = :name and claim = :claim
            """)
        .param("received", tried.received())
        .param("test", due.type() == NewsType.TEST)
        .param("name", due.webhook())
        .param("claim", due.claim())
        .update();
  }

  /** Whether the endpoint has not had one success for so long. */
  boolean failing(String webhook, Duration since) {
    return jdbc.sql(
            """
            select exists (select from webhook where name = :name
              and failing_since < now() - make_interval(secs => :since))
            """)
        .param("name", webhook)
        .param("since", since.toMillis() / 1000.0)
        .query(Boolean.class)
        .single();
  }

  /**
   * Sends again what has ended.
   *
   * @param id which one, or null for all that failed
   * @return how many
   */
  int again(String webhook, @Nullable Long id, Duration deadline) {
    return jdbc.sql(
            """
            update webhook_delivery set state = 'WAITING', next_at = now(), ended_at = null,
              until = now() + make_interval(secs => :deadline)
            where webhook = :webhook and case when :id\\:\\:bigint is null
              then state = 'FAILED' and type <> 'webhook.test'
              else id = :id and state <> 'WAITING' end
            """)
        .param("webhook", webhook)
        .param("id", id)
        .param("deadline", deadline.toSeconds())
        .update();
  }

  int prune(Duration keep) {
    return jdbc.sql(
            "delete from webhook_delivery where ended_at < now() - make_interval(secs => :keep)")
        .param("keep", keep.toSeconds())
        .update();
  }
}
