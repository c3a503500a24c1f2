/** Shards: listed. */
@NullMarked
package dev.skein.cli.shards;

import org.jspecify.annotations.NullMarked;
