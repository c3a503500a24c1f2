/** What an operator asks of a rollout: canary, waves, when to halt, how to retry. */
@NullMarked
package dev.skein.rollout.policy;

import org.jspecify.annotations.NullMarked;
