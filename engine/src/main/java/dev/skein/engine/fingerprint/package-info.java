/** Reads what a tenant's schema is made of, for its fingerprint and for people. */
@NullMarked
package dev.skein.engine.fingerprint;

import org.jspecify.annotations.NullMarked;
