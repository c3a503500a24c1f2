@NullMarked
package dev.skein.release.yaml;

import org.jspecify.annotations.NullMarked;
