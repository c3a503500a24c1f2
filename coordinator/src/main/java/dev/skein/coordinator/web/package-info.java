/** What every HTTP endpoint shares: tokens, problem details, JSON. */
@NullMarked
package dev.skein.coordinator.web;

import org.jspecify.annotations.NullMarked;
