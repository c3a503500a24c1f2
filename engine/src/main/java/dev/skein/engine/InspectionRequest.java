package dev.skein.engine;

import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.TenantId;
import java.time.Duration;
import java.util.Set;

/**
 * One look at one tenant.
 *
 * @param facts what to tell beside the version, as in {@link InspectTenant}
 * @param timeLimit for the whole look, from the call on; positive
 */
public record InspectionRequest(
    TenantId tenant,
    TenantAddress address,
    Set<String> facts,
    AttemptId attempt,
    Duration timeLimit) {

  public InspectionRequest {
    facts = Set.copyOf(facts);
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException("expected a positive timeLimit but got " + timeLimit);
    }
  }

  boolean asks(String fact) {
    return facts.contains(fact);
  }
}
