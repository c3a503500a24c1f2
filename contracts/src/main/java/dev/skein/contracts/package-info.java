/** What crosses Kafka, readable by any language: JSON values, CloudEvents headers. */
@NullMarked
package dev.skein.contracts;

import org.jspecify.annotations.NullMarked;
