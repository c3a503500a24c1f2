/** What keeps tenants from being changed: windows, freezes, pins, quarantine. */
@NullMarked
package dev.skein.coordinator.blocks;

import org.jspecify.annotations.NullMarked;
