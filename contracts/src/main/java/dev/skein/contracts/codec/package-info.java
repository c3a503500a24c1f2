/** The one JSON codec, the topics, and CloudEvents attributes as Kafka headers. */
@NullMarked
package dev.skein.contracts.codec;

import org.jspecify.annotations.NullMarked;
