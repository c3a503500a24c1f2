@NullMarked
package dev.skein.release.compensation;

import org.jspecify.annotations.NullMarked;
