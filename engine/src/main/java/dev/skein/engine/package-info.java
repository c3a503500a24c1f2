/**
 * One release onto one tenant's database, safely: connection, lock, preflight, fence, apply,
 * verify. {@link dev.skein.engine.TenantEngine} is the way in.
 */
@NullMarked
package dev.skein.engine;

import org.jspecify.annotations.NullMarked;
