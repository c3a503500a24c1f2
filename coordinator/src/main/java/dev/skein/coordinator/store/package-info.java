/** The store itself: its migrations lie beside this among the resources. */
@NullMarked
package dev.skein.coordinator.store;

import org.jspecify.annotations.NullMarked;
