/** The whole platform in one process, in a home folder. */
@NullMarked
package dev.skein.standalone.platform;

import org.jspecify.annotations.NullMarked;
