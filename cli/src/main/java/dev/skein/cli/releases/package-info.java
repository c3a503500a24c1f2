/** Releases: published and listed. */
@NullMarked
package dev.skein.cli.releases;

import org.jspecify.annotations.NullMarked;
