/** The coordinator's API as Java calls. */
@NullMarked
package dev.skein.cli.client;

import org.jspecify.annotations.NullMarked;
