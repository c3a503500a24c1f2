package dev.skein.engine;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one tenant.
 *
 * @param placeholders of the rollout; they win over the release's own of the same name
 * @param labels of the tenant; scripts see each as {@code ${label.<name>}}
 * @param rollout null where no rollout asked
 * @param timeLimit for the whole attempt, from the call on; positive
 */
public record MigrationRequest(
    TenantId tenant,
    TenantAddress address,
    PreparedRelease release,
    Map<String, String> placeholders,
    Map<String, String> labels,
    Epoch epoch,
    @Nullable RolloutId rollout,
    AttemptId attempt,
    Duration timeLimit) {

  public MigrationRequest {
    placeholders = Map.copyOf(placeholders);
    labels = Map.copyOf(labels);
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException("expected a positive timeLimit but got " + timeLimit);
    }
  }

  /** All that a script may name: the release's, then the rollout's, then what the tenant is. */
  Map<String, String> allPlaceholders() {
    Map<String, String> all = new HashMap<>(release.placeholders());
    all.putAll(placeholders);
    labels.forEach((name, value) -> all.put("label." + name, value));
    all.put("tenant.id", tenant.value());
    all.put("tenant.schema", address.schema());
    return Map.copyOf(all);
  }

  /** Placeholder values may be secrets. */
  @Override
  public String toString() {
    return "MigrationRequest[tenant=%s, release=%s, rollout=%s, attempt=%s, epoch=%s]"
        .formatted(tenant, release.digest().abbreviated(), rollout, attempt, epoch);
  }
}
