@NullMarked
package dev.skein.rollout.plan;

import org.jspecify.annotations.NullMarked;
