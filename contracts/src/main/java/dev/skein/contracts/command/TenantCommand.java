package dev.skein.contracts.command;

import dev.skein.contracts.Message;

/** One piece of work at one tenant; its Kafka key is the tenant. */
public sealed interface TenantCommand extends Message
    permits MigrateTenant,
        PlanTenant,
        BaselineTenant,
        AdoptTenant,
        InspectTenant,
        ProvisionTenant,
        RehearseTenant,
        BackfillTenant {
  TenantTarget target();

  AttemptOrder order();

  @Override
  default String key() {
    return target().tenant().value();
  }
}
