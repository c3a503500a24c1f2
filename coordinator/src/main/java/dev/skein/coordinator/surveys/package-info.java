/** Questions put to many tenants: plans, rehearsals, inspections, baselines; and what they said. */
@NullMarked
package dev.skein.coordinator.surveys;

import org.jspecify.annotations.NullMarked;
