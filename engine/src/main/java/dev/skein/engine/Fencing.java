package dev.skein.engine;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome.Rejected;
import dev.skein.contracts.report.RejectionReason;
import java.util.Optional;

/** What a tenant's fence says to an attempt; pure. */
final class Fencing {
  private Fencing() {}

  static Optional<Rejected> refusal(FenceRow fence, TenantId tenant, Epoch epoch) {
    if (!fence.tenant().equals(tenant.value())) {
      return Optional.of(
          new Rejected(
              RejectionReason.WRONG_TENANT,
              ("expected the database of tenant \"%s\" but it is stamped with \"%s\";"
                      + " correct the location")
                  .formatted(tenant, fence.tenant()),
              null));
    }
    if (fence.epoch() > epoch.toLong()) {
      Epoch seen = Epoch.ofLong(fence.epoch());
      return Optional.of(
          new Rejected(
              RejectionReason.STALE_EPOCH,
              "expected an epoch of at least %s but got %s; a later attempt has taken over"
                  .formatted(seen, epoch),
              seen));
    }
    return Optional.empty();
  }
}
