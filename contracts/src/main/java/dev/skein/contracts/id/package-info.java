/** The names of things: each id is a type that checks itself, so that a bad one never travels. */
@NullMarked
package dev.skein.contracts.id;

import org.jspecify.annotations.NullMarked;
