@NullMarked
package dev.skein.worker.attempts;

import org.jspecify.annotations.NullMarked;
