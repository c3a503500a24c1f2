/** Attempts carried out: the queue, the shard's budget, the engine. */
@NullMarked
package dev.skein.worker.attempts;

import org.jspecify.annotations.NullMarked;
