/** {@code skein drift}: who is not as the others are. */
@NullMarked
package dev.skein.cli.drift;

import org.jspecify.annotations.NullMarked;
