/** A tenant's backup before its migration: an operator's command, run as a process. */
@NullMarked
package dev.skein.engine.backup;

import org.jspecify.annotations.NullMarked;
