package dev.skein.coordinator.webhooks;

import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.web.Page;
import dev.skein.coordinator.web.RefusedException;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks over HTTP. */
@RestController
@RequestMapping("/api/webhooks")
class WebhookController {
  private static final Set<String> STATES = Set.of("", "waiting", "delivered", "failed");

  private final Webhooks webhooks;
  private final WebhookRows rows;
  private final DeliveryLog log;
  private final WebhookProperties properties;
  private final Audit audit;

  WebhookController(
      Webhooks webhooks,
      WebhookRows rows,
      DeliveryLog log,
      WebhookProperties properties,
      Audit audit) {
    this.webhooks = webhooks;
    this.rows = rows;
    this.log = log;
    this.properties = properties;
    this.audit = audit;
  }

  /**
   * @param items copied
   */
  record Items(List<WebhookView> items) {
    Items {
      items = List.copyOf(items);
    }
  }

  record Reason(@Nullable String reason) {}

  /**
   * @param delivery which one, or null for all that failed
   */
  record Redelivery(@Nullable String delivery, @Nullable Boolean failed, @Nullable String reason) {}

  record Redelivered(int deliveries) {}

  @PostMapping
  ResponseEntity<WebhookView> add(@RequestBody AddWebhook request, Principal who) {
    Act act = act(who, "add", request.name(), request.reason());
    Webhooks.Added added =
        audit.watch(act, () -> webhooks.add(request.checked(properties.plainHttp()), act));
    return ResponseEntity.status(added.fresh() ? 201 : 200).body(added.webhook());
  }

  @GetMapping
  Items list() {
    return new Items(rows.all());
  }

  @GetMapping("/{name}")
  WebhookView show(@PathVariable String name) {
    return webhooks.get(name);
  }

  @PostMapping("/{name}/remove")
  WebhookView remove(
      @PathVariable String name,
      @RequestBody(required = false) @Nullable Reason reason,
      Principal who) {
    Act act = act(who, "remove", name, reason == null ? null : reason.reason());
    return audit.watch(act, () -> webhooks.remove(name, act));
  }

  @PostMapping("/{name}/enable")
  WebhookView enable(
      @PathVariable String name,
      @RequestBody(required = false) @Nullable Reason reason,
      Principal who) {
    Act act = act(who, "enable", name, reason == null ? null : reason.reason());
    return audit.watch(act, () -> webhooks.enable(name, act));
  }

  @PostMapping("/{name}/disable")
  WebhookView disable(
      @PathVariable String name,
      @RequestBody(required = false) @Nullable Reason reason,
      Principal who) {
    Act act = act(who, "disable", name, reason == null ? null : reason.reason());
    return audit.watch(act, () -> webhooks.disable(name, act));
  }

  @PostMapping("/{name}/test")
  DeliveryView test(@PathVariable String name, Principal who) {
    Act act = act(who, "test", name, null);
    return audit.watch(act, () -> webhooks.test(name, act));
  }

  @PostMapping("/{name}/redeliver")
  Redelivered redeliver(@PathVariable String name, @RequestBody Redelivery request, Principal who) {
    Act act = act(who, "redeliver", name, request.reason());
    if ((request.delivery() == null) != Boolean.TRUE.equals(request.failed())) {
      throw RefusedException.invalid(
          "expected a delivery or \"failed\": true, not both, but got delivery %s and failed %s"
              .formatted(request.delivery(), request.failed()));
    }
    return new Redelivered(
        audit.watch(act, () -> webhooks.redeliver(name, request.delivery(), act)));
  }

  @GetMapping("/{name}/deliveries")
  Page<DeliveryView> deliveries(
      @PathVariable String name,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    webhooks.get(name);
    if (!STATES.contains(state)) {
      throw RefusedException.invalid(
          "expected the state waiting, delivered or failed but got \"%s\"".formatted(state));
    }
    long before = Webhooks.number(after);
    if (before == 0 && !after.isEmpty()) {
      throw RefusedException.invalid(
          "expected a delivery's id, as in d12, to go on after but got \"%s\"".formatted(after));
    }
    int checked = Page.limit(limit);
    return Page.of(log.list(name, state, before, checked + 1), checked, DeliveryView::id);
  }

  @GetMapping("/{name}/deliveries/{id}")
  DeliveryView delivery(@PathVariable String name, @PathVariable String id) {
    return webhooks.delivery(name, id);
  }

  private static Act act(Principal who, String verb, String name, @Nullable String reason) {
    return new Act(who.getName(), verb, "webhook " + name, reason == null ? "" : reason);
  }
}
