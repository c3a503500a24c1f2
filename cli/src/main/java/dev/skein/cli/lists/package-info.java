/** Long lists, page by page. */
@NullMarked
package dev.skein.cli.lists;

import org.jspecify.annotations.NullMarked;
