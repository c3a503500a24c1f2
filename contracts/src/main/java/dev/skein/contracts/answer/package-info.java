/** What reading commands find: the JSON inside a {@code CommandAnswered}. */
@NullMarked
package dev.skein.contracts.answer;

import org.jspecify.annotations.NullMarked;
