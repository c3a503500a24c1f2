@NullMarked
package dev.skein.embedded;

import org.jspecify.annotations.NullMarked;
