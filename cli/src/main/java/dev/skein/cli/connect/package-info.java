/** Which coordinator to talk to, and with which token. */
@NullMarked
package dev.skein.cli.connect;

import org.jspecify.annotations.NullMarked;
