package dev.skein.contracts.command;

import java.util.List;

/**
 * Report the tenant's version and what else was asked, read-only.
 *
 * @param facts what to report ({@link #HISTORY}, {@link #FINGERPRINT}, {@link #CATALOG}); one that
 *     a worker does not know is passed over; copied
 */
public record InspectTenant(TenantTarget target, AttemptOrder order, List<String> facts)
    implements TenantCommand {
  public static final String HISTORY = "history";
  public static final String FINGERPRINT = "fingerprint";
  public static final String CATALOG = "catalog";

  public InspectTenant {
    facts = facts == null ? List.of() : List.copyOf(facts);
  }
}
