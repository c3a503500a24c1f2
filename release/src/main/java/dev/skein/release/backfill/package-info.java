/** What a release says of the data that it fills in batches, after its migrations. */
@NullMarked
package dev.skein.release.backfill;

import org.jspecify.annotations.NullMarked;
