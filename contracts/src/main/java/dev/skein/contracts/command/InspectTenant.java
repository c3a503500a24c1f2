package dev.skein.contracts.command;

import java.util.List;

/**
 * Report the tenant's history, fingerprint and what else was asked, read-only.
 *
 * @param facts what to report ({@code history}, {@code fingerprint}); copied
 */
public record InspectTenant(TenantTarget target, AttemptOrder order, List<String> facts)
    implements TenantCommand {
  public InspectTenant {
    facts = facts == null ? List.of() : List.copyOf(facts);
  }
}
