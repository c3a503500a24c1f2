@NullMarked
package dev.skein.cli.shell;

import org.jspecify.annotations.NullMarked;
