/** What rollouts made of their tenants' schemas, and whom that set apart. */
@NullMarked
package dev.skein.coordinator.fingerprints;

import org.jspecify.annotations.NullMarked;
