/** Where Flyway looks for callbacks on the class path, whatever it was told. */
@NullMarked
package db.callback;

import org.jspecify.annotations.NullMarked;
