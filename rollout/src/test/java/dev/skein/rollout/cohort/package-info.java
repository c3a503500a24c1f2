@NullMarked
package dev.skein.rollout.cohort;

import org.jspecify.annotations.NullMarked;
