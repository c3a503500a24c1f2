/** Side-by-side measurements: {@code skein bench …}. */
@NullMarked
package dev.skein.bench;

import org.jspecify.annotations.NullMarked;
