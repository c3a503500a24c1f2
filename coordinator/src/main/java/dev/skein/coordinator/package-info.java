/** The coordinator: knows releases, shards, tenants and rollouts; sends commands, hears results. */
@NullMarked
package dev.skein.coordinator;

import org.jspecify.annotations.NullMarked;
