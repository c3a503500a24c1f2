package dev.skein.contracts.answer;

import dev.skein.contracts.id.SchemaVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration would do at a tenant as it stands.
 *
 * @param serverMajor of the tenant's server
 * @param version where the tenant stands; null for a fresh one
 * @param pending what would run, in its order; also where it would be refused
 * @param refusals each reason why nothing would run; empty where it would run
 * @param unknown rows of the history that no script of the release stands for
 */
public record TenantPlan(
    int serverMajor,
    @Nullable SchemaVersion version,
    List<PlannedScript> pending,
    List<Refusal> refusals,
    List<HistoryEntry> unknown) {
  public TenantPlan {
    pending = pending == null ? List.of() : List.copyOf(pending);
    refusals = refusals == null ? List.of() : List.copyOf(refusals);
    unknown = unknown == null ? List.of() : List.copyOf(unknown);
  }
}
