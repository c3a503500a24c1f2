/** Tenants: imported, listed, exported. */
@NullMarked
package dev.skein.cli.tenants;

import org.jspecify.annotations.NullMarked;
