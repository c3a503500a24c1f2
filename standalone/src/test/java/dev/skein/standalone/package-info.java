/** The platform as a whole, on real servers. */
@NullMarked
package dev.skein.standalone;

import org.jspecify.annotations.NullMarked;
