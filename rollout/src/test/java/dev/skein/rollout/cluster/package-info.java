@NullMarked
package dev.skein.rollout.cluster;

import org.jspecify.annotations.NullMarked;
