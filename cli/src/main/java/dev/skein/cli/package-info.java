/**
 * The skein command: its main class, its tree of commands, and the way for other modules to add
 * some.
 */
@NullMarked
package dev.skein.cli;

import org.jspecify.annotations.NullMarked;
