/** Which rollouts may start attempts. */
@NullMarked
package dev.skein.worker.control;

import org.jspecify.annotations.NullMarked;
