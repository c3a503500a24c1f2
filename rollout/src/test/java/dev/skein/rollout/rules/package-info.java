@NullMarked
package dev.skein.rollout.rules;

import org.jspecify.annotations.NullMarked;
