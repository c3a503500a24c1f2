/** Who is to be like whom, and who is not. */
@NullMarked
package dev.skein.rollout.cohort;

import org.jspecify.annotations.NullMarked;
