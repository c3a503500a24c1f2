/** What a result means. Pure: (state, input) to decision; time and chance are arguments. */
@NullMarked
package dev.skein.rollout.rules;

import org.jspecify.annotations.NullMarked;
