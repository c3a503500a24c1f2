/** YAML read as a typed tree, whose errors name file, line and what was expected. */
@NullMarked
package dev.skein.release.yaml;

import org.jspecify.annotations.NullMarked;
