package dev.skein.coordinator.webhooks;

import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a rollout, as webhooks tell it: the member {@code data} of their body.
 *
 * @param state of the rollout, after what happened
 * @param reason for people; empty when nothing is to be said
 * @param wave which one it is about, from 0, the canary; null when it is about the whole
 * @param waves how many there are
 * @param shard which one it is about, or null
 * @param supersededBy the rollout that took its tenants over or takes it back, or null
 * @param causes of what failed, the largest first
 * @param link to the rollout over the API: a path, or an address where a public one is set
 * @param next the command that a person would type now
 */
public record RolloutNews(
    String rollout,
    Release release,
    String state,
    String reason,
    @Nullable Integer wave,
    int waves,
    @Nullable String shard,
    @Nullable String supersededBy,
    Tenants tenants,
    List<Cause> causes,
    String link,
    String next) {
  public RolloutNews {
    causes = List.copyOf(causes);
  }

  /**
   * @param head the highest version, or null
   */
  public record Release(String name, String digest, @Nullable String head) {}

  /** Tenants by what their state means. */
  public record Tenants(
      int total,
      int succeeded,
      int alreadyCurrent,
      int failed,
      int excepted,
      int inFlight,
      int waiting) {
    public static Tenants of(Tally tally) {
      return new Tenants(
          tally.total(),
          tally.count(TenantState.SUCCEEDED),
          tally.count(TenantState.ALREADY_CURRENT),
          tally.count(TenantState.Phase.FAILED),
          tally.count(TenantState.Phase.EXCEPTED),
          tally.count(TenantState.Phase.IN_FLIGHT),
          tally.count(TenantState.Phase.QUEUED));
    }
  }

  /**
   * Failures that are one failure.
   *
   * @param cluster its id, for {@code skein rollout retry --cluster}
   * @param message without what differs from tenant to tenant
   * @param sample up to five of the tenants; copied
   */
  public record Cause(
      String cluster,
      String kind,
      @Nullable String sqlState,
      @Nullable String script,
      String message,
      int tenants,
      List<String> sample) {
    public Cause {
      sample = List.copyOf(sample);
    }
  }

  RolloutNews linked(String base) {
    return new RolloutNews(
        rollout,
        release,
        state,
        reason,
        wave,
        waves,
        shard,
        supersededBy,
        tenants,
        causes,
        base + link,
        next);
  }
}
