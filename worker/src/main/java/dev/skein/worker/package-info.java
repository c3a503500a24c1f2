/** A worker: takes commands for its shards, runs the engine, reports. */
@NullMarked
package dev.skein.worker;

import org.jspecify.annotations.NullMarked;
