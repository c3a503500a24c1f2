/** What a command meets: streams, environment, terminal, global options, exit codes. */
@NullMarked
package dev.skein.cli.shell;

import org.jspecify.annotations.NullMarked;
