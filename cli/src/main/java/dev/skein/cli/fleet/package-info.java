/** {@code skein status}. */
@NullMarked
package dev.skein.cli.fleet;

import org.jspecify.annotations.NullMarked;
