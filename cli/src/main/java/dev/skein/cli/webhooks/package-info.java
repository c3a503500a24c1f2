/** Webhooks: who is told what happens to rollouts. */
@NullMarked
package dev.skein.cli.webhooks;

import org.jspecify.annotations.NullMarked;
