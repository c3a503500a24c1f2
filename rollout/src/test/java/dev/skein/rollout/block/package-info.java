@NullMarked
package dev.skein.rollout.block;

import org.jspecify.annotations.NullMarked;
