/** skein demo: a fleet, a release, and everything that happens between them. */
@NullMarked
package dev.skein.standalone.demo;

import org.jspecify.annotations.NullMarked;
