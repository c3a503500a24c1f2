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
 * @param sharesDatabase whether other tenants have their schemas in the same database
 * @param replicaLag how far physical replicas of the server may be behind before scripts begin, and
 *     between the batches of a backfill; positive, or null where nobody minds
 * @param environment of the rollout, which picks seeds; or null
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
    Duration timeLimit,
    boolean sharesDatabase,
    @Nullable Duration replicaLag,
    @Nullable String environment) {

  public MigrationRequest {
    placeholders = Map.copyOf(placeholders);
    labels = Map.copyOf(labels);
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException("expected a positive timeLimit but got " + timeLimit);
    }
    if (replicaLag != null && !replicaLag.isPositive()) {
      throw new IllegalArgumentException("expected a positive replicaLag but got " + replicaLag);
    }
  }

  /**
   * At a tenant that has its database for itself, on a server whose replicas nobody minds, in no
   * environment.
   */
  public MigrationRequest(
      TenantId tenant,
      TenantAddress address,
      PreparedRelease release,
      Map<String, String> placeholders,
      Map<String, String> labels,
      Epoch epoch,
      @Nullable RolloutId rollout,
      AttemptId attempt,
      Duration timeLimit) {
    this(
        tenant,
        address,
        release,
        placeholders,
        labels,
        epoch,
        rollout,
        attempt,
        timeLimit,
        false,
        null,
        null);
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
