/** Backfills: listed, shown, paused, resumed, tried again. */
@NullMarked
package dev.skein.cli.backfills;

import org.jspecify.annotations.NullMarked;
