@NullMarked
package dev.skein.rollout.state;

import org.jspecify.annotations.NullMarked;
