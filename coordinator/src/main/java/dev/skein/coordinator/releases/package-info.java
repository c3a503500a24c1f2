/** Releases: verified, stored by digest, announced, fetched. */
@NullMarked
package dev.skein.coordinator.releases;

import org.jspecify.annotations.NullMarked;
