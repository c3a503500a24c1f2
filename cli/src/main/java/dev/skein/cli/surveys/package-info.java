/** Commands that ask tenants and change nothing: plan, rehearse, inspect. */
@NullMarked
package dev.skein.cli.surveys;

import org.jspecify.annotations.NullMarked;
