/** Examples that are told and played: a page whose commands and statements run in their order. */
@NullMarked
package dev.skein.standalone.story;

import org.jspecify.annotations.NullMarked;
