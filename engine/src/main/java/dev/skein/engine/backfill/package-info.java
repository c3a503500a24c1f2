/** How fast backfills go: the size of a batch, and a server's share of batches and rows. */
@NullMarked
package dev.skein.engine.backfill;

import org.jspecify.annotations.NullMarked;
