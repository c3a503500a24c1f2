/** Shards and tenants: who is there, and where. */
@NullMarked
package dev.skein.coordinator.registry;

import org.jspecify.annotations.NullMarked;
