/** What keeps a tenant from being sent: its windows, freezes and pins. */
@NullMarked
package dev.skein.rollout.block;

import org.jspecify.annotations.NullMarked;
