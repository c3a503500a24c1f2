/** Rollouts: started, looked at, steered. */
@NullMarked
package dev.skein.cli.rollouts;

import org.jspecify.annotations.NullMarked;
