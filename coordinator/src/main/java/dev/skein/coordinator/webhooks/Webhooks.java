package dev.skein.coordinator.webhooks;

import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.web.RefusedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with endpoints; each verb is idempotent. */
@Component
class Webhooks {
  private final WebhookRows rows;
  private final DeliveryRows deliveries;
  private final DeliveryLog log;
  private final WebhookSignal signal;
  private final WebhookProperties properties;
  private final Audit audit;

  Webhooks(
      WebhookRows rows,
      DeliveryRows deliveries,
      DeliveryLog log,
      WebhookSignal signal,
      WebhookProperties properties,
      Audit audit) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.log = log;
    this.signal = signal;
    this.properties = properties;
    this.audit = audit;
  }

  /**
   * @param fresh whether it was not there before
   */
  record Added(WebhookView webhook, boolean fresh) {}

  @Transactional
  Added add(NewWebhook asked, Act act) {
    NewWebhook made = asked.needsSecret() ? asked.with(WebhookSecret.random()) : asked;
    if (rows.insert(made, act.who())) {
      audit.done(act, "done: added, to " + made.destination().shown());
      WebhookView added = get(made.name());
      WebhookSecret secret = made.secret();
      return new Added(asked.needsSecret() && secret != null ? added.with(secret) : added, true);
    }
    if (!rows.same(asked)) {
      throw RefusedException.conflict(
          "expected a name that is free but \"%s\" is another webhook; remove it, or choose another name"
              .formatted(asked.name()));
    }
    audit.done(act, "nothing was left to do");
    return new Added(get(asked.name()), false);
  }

  WebhookView get(String name) {
    return rows.find(name)
        .orElseThrow(
            () -> RefusedException.missing("expected a known webhook but got \"" + name + "\""));
  }

  @Transactional
  WebhookView remove(String name, Act act) {
    WebhookView known = get(name);
    rows.remove(name);
    audit.done(act, "done: removed");
    return known;
  }

  @Transactional
  WebhookView enable(String name, Act act) {
    boolean changed = get(name).disabledAt() != null;
    rows.enable(name);
    audit.done(act, changed ? "done: enabled" : "nothing was left to do");
    return get(name);
  }

  @Transactional
  WebhookView disable(String name, Act act) {
    get(name);
    String why = act.reason().isBlank() ? "by " + act.who() : act.reason();
    audit.done(act, rows.disable(name, why) ? "done: disabled" : "nothing was left to do");
    return get(name);
  }

  /** One message to this endpoint alone, tried once, also where it is disabled. */
  @Transactional
  DeliveryView test(String name, Act act) {
    WebhookView known = get(name);
    long id =
        deliveries.test(
            name, WebhookOutbox.message(), Bodies.test(known.format(), Instant.now(), name));
    audit.done(act, "done: sending d" + id);
    signal.wakeAfterCommit();
    return delivery(name, "d" + id);
  }

  DeliveryView delivery(String name, String id) {
    return log.find(name, number(id))
        .orElseThrow(
            () ->
                RefusedException.missing(
                    "expected a delivery of webhook %s, as in d12, but got \"%s\""
                        .formatted(name, id)));
  }

  /**
   * @param id which one, or null for all that failed
   * @return how many are sent again
   */
  @Transactional
  int redeliver(String name, @Nullable String id, Act act) {
    if (get(name).disabledAt() != null) {
      throw RefusedException.conflict(
          "expected a webhook that is enabled but %s is not; enable it first".formatted(name));
    }
    if (id != null) {
      delivery(name, id);
    }
    int again = deliveries.again(name, id == null ? null : number(id), properties.deadline());
    audit.done(act, again == 0 ? "nothing was left to do" : "done: sending " + again + " again");
    signal.wakeAfterCommit();
    return again;
  }

  static long number(String id) {
    try {
      return id.startsWith("d") ? Long.parseLong(id.substring(1)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
