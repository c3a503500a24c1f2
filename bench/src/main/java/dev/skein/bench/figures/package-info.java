/** What every measurement says beside its figures. */
@NullMarked
package dev.skein.bench.figures;

import org.jspecify.annotations.NullMarked;
