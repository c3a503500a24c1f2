/** Tells the world outside over HTTP what happens to rollouts: signed, retried, on record. */
@NullMarked
package dev.skein.coordinator.webhooks;

import org.jspecify.annotations.NullMarked;
