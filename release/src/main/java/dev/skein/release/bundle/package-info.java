/** A release as one immutable value: read from a folder or an archive, checked, and digested. */
@NullMarked
package dev.skein.release.bundle;

import org.jspecify.annotations.NullMarked;
