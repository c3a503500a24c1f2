package dev.skein.contracts.answer;

import dev.skein.contracts.id.SchemaVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration did at a tenant in one transaction that was taken back.
 *
 * @param version where the tenant stands; null for a fresh one
 * @param refusals why nothing was tried; empty where it was
 * @param scripts what is pending, in its order
 */
public record TenantRehearsal(
    int serverMajor,
    @Nullable SchemaVersion version,
    List<Refusal> refusals,
    List<RehearsedScript> scripts) {
  public TenantRehearsal {
    refusals = refusals == null ? List.of() : List.copyOf(refusals);
    scripts = scripts == null ? List.of() : List.copyOf(scripts);
  }
}
