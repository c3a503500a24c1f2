/** The engine beside a plain-JDBC floor and Flyway in a thread pool. */
@NullMarked
package dev.skein.bench.engine;

import org.jspecify.annotations.NullMarked;
