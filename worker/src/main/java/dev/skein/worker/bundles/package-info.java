/** Releases by digest, fetched once, verified. */
@NullMarked
package dev.skein.worker.bundles;

import org.jspecify.annotations.NullMarked;
