/** Embedded servers: a real PostgreSQL and a real Kafka, started in a folder. */
@NullMarked
package dev.skein.embedded;

import org.jspecify.annotations.NullMarked;
