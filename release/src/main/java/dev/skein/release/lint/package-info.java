/** What can be said against a release by reading its SQL alone. */
@NullMarked
package dev.skein.release.lint;

import org.jspecify.annotations.NullMarked;
