/** What a worker says of its attempts. */
@NullMarked
package dev.skein.worker.reports;

import org.jspecify.annotations.NullMarked;
