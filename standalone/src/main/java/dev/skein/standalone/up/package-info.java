/** skein up: the platform until it is stopped. */
@NullMarked
package dev.skein.standalone.up;

import org.jspecify.annotations.NullMarked;
