package dev.skein.coordinator.status;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.web.Page;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.state.TenantState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where the fleet stands, over HTTP. A rollout's id may be {@code latest}. */
@RestController
@RequestMapping("/api")
class StatusController {
  private static final int TIMELINE = 200;

  private final Standing standing;
  private final StatusQueries statuses;
  private final RolloutLists lists;
  private final FailureClusters clusters;
  private final ShardStatus shards;
  private final StatusStream stream;

  StatusController(
      Standing standing,
      StatusQueries statuses,
      RolloutLists lists,
      FailureClusters clusters,
      ShardStatus shards,
      StatusStream stream) {
    this.standing = standing;
    this.statuses = statuses;
    this.lists = lists;
    this.clusters = clusters;
    this.shards = shards;
    this.stream = stream;
  }

  /**
   * A list that is always given whole.
   *
   * @param items copied
   */
  record Items<T>(List<T> items) {
    Items {
      items = List.copyOf(items);
    }
  }

  @GetMapping("/shards")
  Items<ShardStatus.ShardView> shards() {
    return new Items<>(shards.list());
  }

  @GetMapping("/rollouts")
  Page<RolloutStatus> rollouts(
      @RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "20") int limit) {
    int checked = Page.limit(limit);
    return Page.of(statuses.list(after, checked + 1), checked, RolloutStatus::id);
  }

  @GetMapping("/rollouts/{id}")
  RolloutStatus rollout(@PathVariable String id) {
    return find(id);
  }

  @GetMapping(path = "/rollouts/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(@PathVariable String id) {
    return stream.open(find(id).id());
  }

  @GetMapping("/rollouts/{id}/shards")
  Items<RolloutLists.ShardCounts> rolloutShards(@PathVariable String id) {
    return new Items<>(lists.shards(find(id).id()));
  }

  @GetMapping("/rollouts/{id}/failures")
  Items<FailureClusters.FailureCluster> failures(@PathVariable String id) {
    return new Items<>(clusters.of(find(id).id(), FailureClusters.MOST));
  }

  @GetMapping("/rollouts/{id}/tenants")
  Page<RolloutLists.TenantRow> tenants(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String shard,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    int checked = Page.limit(limit);
    return Page.of(
        lists.tenants(find(id).id(), state(state), shard, after, checked + 1),
        checked,
        RolloutLists.TenantRow::tenant);
  }

  @GetMapping("/tenants/{id}/timeline")
  Items<RolloutLists.TimelineEntry> timeline(@PathVariable String id) {
    return new Items<>(lists.timeline(new TenantId(id).value(), TIMELINE));
  }

  private RolloutStatus find(String id) {
    String checked = id.equals("latest") ? id : new RolloutId(id).value();
    return standing
        .find(checked)
        .orElseThrow(
            () ->
                RefusedException.missing(
                    checked.equals("latest")
                        ? "expected a rollout but none was started yet"
                        : "expected a known rollout but got \"" + checked + "\""));
  }

  private static @Nullable TenantState state(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String asked = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(TenantState.values())
        .filter(state -> state.name().equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    "expected a tenant's state (%s) but got \"%s\""
                        .formatted(Arrays.toString(TenantState.values()), name)));
  }
}
