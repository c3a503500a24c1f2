/** A rollout followed to its end: live on a terminal, in lines elsewhere. */
@NullMarked
package dev.skein.cli.watch;

import org.jspecify.annotations.NullMarked;
