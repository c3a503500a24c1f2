/** {@code skein audit}. */
@NullMarked
package dev.skein.cli.audit;

import org.jspecify.annotations.NullMarked;
