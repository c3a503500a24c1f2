@NullMarked
package dev.skein.release.script;

import org.jspecify.annotations.NullMarked;
