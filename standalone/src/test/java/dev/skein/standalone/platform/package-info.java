@NullMarked
package dev.skein.standalone.platform;

import org.jspecify.annotations.NullMarked;
