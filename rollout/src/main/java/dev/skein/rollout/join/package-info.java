/** What becomes of tenants that join after a rollout's targets were frozen. */
@NullMarked
package dev.skein.rollout.join;

import org.jspecify.annotations.NullMarked;
