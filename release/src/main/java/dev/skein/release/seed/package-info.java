/** What a release says of the rows that it brings, after its migrations. */
@NullMarked
package dev.skein.release.seed;

import org.jspecify.annotations.NullMarked;
