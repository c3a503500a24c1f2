@NullMarked
package dev.skein.standalone.story;

import org.jspecify.annotations.NullMarked;
