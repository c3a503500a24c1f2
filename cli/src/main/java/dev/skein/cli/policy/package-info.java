/** {@code skein policy …}: policy files, judged without a coordinator. */
@NullMarked
package dev.skein.cli.policy;

import org.jspecify.annotations.NullMarked;
