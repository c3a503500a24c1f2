/** What a script's file name says: kind, version, description, as Flyway reads them. */
@NullMarked
package dev.skein.release.script;

import org.jspecify.annotations.NullMarked;
