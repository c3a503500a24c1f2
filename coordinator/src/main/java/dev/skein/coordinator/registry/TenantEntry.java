package dev.skein.coordinator.registry;

import dev.skein.contracts.command.TenantTarget;

/**
 * A tenant as an import states it.
 *
 * @param line where it stands in the file, from 1, for errors
 */
record TenantEntry(int line, TenantTarget target) {}
