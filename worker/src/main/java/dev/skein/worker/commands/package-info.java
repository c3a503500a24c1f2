/** Commands in: decoded, queued, accepted, acknowledged. */
@NullMarked
package dev.skein.worker.commands;

import org.jspecify.annotations.NullMarked;
