@NullMarked
package dev.skein.coordinator.webhooks;

import org.jspecify.annotations.NullMarked;
