/** Commands that ask many tenants: plan, rehearse, inspect, baseline. */
@NullMarked
package dev.skein.cli.surveys;

import org.jspecify.annotations.NullMarked;
