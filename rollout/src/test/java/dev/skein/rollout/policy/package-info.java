@NullMarked
package dev.skein.rollout.policy;

import org.jspecify.annotations.NullMarked;
