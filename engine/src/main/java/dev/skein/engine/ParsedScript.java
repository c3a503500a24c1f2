package dev.skein.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script as the server gets it.
 *
 * @param plain whether the engine may send it by itself; if not, Flyway does, and the rest is empty
 * @param mayChangeRole whether anything in it could leave another role behind
 * @param lone the script's only statement, where no transaction can hold it; null for all others
 */
record ParsedScript(
    boolean plain,
    List<PlainStatement> statements,
    boolean mayChangeRole,
    @Nullable LoneStatement lone) {
  /** Of a script that is only recorded. */
  static final ParsedScript NOTHING = new ParsedScript(true, List.of(), false, null);

  static final ParsedScript FOR_FLYWAY = new ParsedScript(false, List.of(), true, null);
}
