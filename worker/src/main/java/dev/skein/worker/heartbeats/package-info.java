/** Signs of life. */
@NullMarked
package dev.skein.worker.heartbeats;

import org.jspecify.annotations.NullMarked;
