package dev.skein.engine;

import dev.skein.engine.SharedGrammar.Touch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.internal.sqlscript.SqlStatement;

/**
 * One that may touch what the tenants of a database share.
 *
 * @param line where it starts in its script, from 1
 */
record SharedStatement(int line, Touch touch) {

  /**
   * Those of a script, in their order; a script that Flyway cannot read is a {@code
   * FlywayException}.
   *
   * @param text after placeholders were replaced
   */
  static List<SharedStatement> of(PreparedScript script, String text) {
    List<SharedStatement> found = new ArrayList<>();
    for (SqlStatement statement : ScriptParser.split(script, text)) {
      Optional<Touch> touch = SharedGrammar.read(statement.getSql());
      touch.ifPresent(it -> found.add(new SharedStatement(statement.getLineNumber(), it)));
    }
    return List.copyOf(found);
  }
}
