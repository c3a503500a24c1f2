/** What a script's file name says, as Flyway reads it, and what its first line says. */
@NullMarked
package dev.skein.release.script;

import org.jspecify.annotations.NullMarked;
