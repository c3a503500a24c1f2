package dev.skein.bench.engine;

import java.util.Arrays;
import java.util.List;

/**
 * One versioned migration.
 *
 * @param statements without their semicolons
 */
record Script(int version, String description, List<String> statements) {
  Script {
    statements = List.copyOf(statements);
  }

  /** Of a text whose statements each end a line with their semicolon. */
  static Script of(int version, String description, String sql) {
    return new Script(
        version, description, Arrays.stream(sql.split(";\n")).map(String::strip).toList());
  }

  String fileName() {
    return "V%d__%s.sql".formatted(version, description);
  }

  /** As it stands in the file. */
  String sql() {
    return String.join(";\n", statements) + ";\n";
  }
}
