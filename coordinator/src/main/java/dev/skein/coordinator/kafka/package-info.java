/** Kafka clients and topics. */
@NullMarked
package dev.skein.coordinator.kafka;

import org.jspecify.annotations.NullMarked;
