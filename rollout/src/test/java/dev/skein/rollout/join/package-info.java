@NullMarked
package dev.skein.rollout.join;

import org.jspecify.annotations.NullMarked;
