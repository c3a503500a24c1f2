/** Undoing a release by a higher one, composed of its undo scripts. */
@NullMarked
package dev.skein.release.compensation;

import org.jspecify.annotations.NullMarked;
