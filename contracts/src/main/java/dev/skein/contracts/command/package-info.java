/** What the coordinator asks of a worker. The families are sealed and complete from the start. */
@NullMarked
package dev.skein.contracts.command;

import org.jspecify.annotations.NullMarked;
