/** The walls of the house. */
@NullMarked
package dev.skein.dist;

import org.jspecify.annotations.NullMarked;
