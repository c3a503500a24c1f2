@NullMarked
package dev.skein.release.bundle;

import org.jspecify.annotations.NullMarked;
