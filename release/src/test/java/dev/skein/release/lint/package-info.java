@NullMarked
package dev.skein.release.lint;

import org.jspecify.annotations.NullMarked;
