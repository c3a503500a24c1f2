@NullMarked
package dev.skein.worker;

import org.jspecify.annotations.NullMarked;
