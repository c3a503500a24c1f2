/** Where a rollout, a wave and a tenant can stand, and how many tenants stand where. */
@NullMarked
package dev.skein.rollout.state;

import org.jspecify.annotations.NullMarked;
