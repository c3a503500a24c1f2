@NullMarked
package dev.skein.cli.watch;

import org.jspecify.annotations.NullMarked;
