/** What a tenant's schema is made of, its digest, and how two of them differ. */
@NullMarked
package dev.skein.contracts.catalog;

import org.jspecify.annotations.NullMarked;
