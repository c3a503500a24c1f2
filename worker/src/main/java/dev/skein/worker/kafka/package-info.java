/** Kafka clients of a worker. */
@NullMarked
package dev.skein.worker.kafka;

import org.jspecify.annotations.NullMarked;
