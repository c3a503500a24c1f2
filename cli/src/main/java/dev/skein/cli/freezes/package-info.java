/** Freezes: made, listed, lifted. */
@NullMarked
package dev.skein.cli.freezes;

import org.jspecify.annotations.NullMarked;
