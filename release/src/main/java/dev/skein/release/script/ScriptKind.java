package dev.skein.release.script;

/** What a script is for, told by the first letter of its file name. */
public enum ScriptKind {
  VERSIONED('V'),
  REPEATABLE('R'),
  UNDO('U'),
  BASELINE('B');

  private final char prefix;

  ScriptKind(char prefix) {
    this.prefix = prefix;
  }

  char prefix() {
    return prefix;
  }

  /** A name of this kind, to show in errors. */
  String example() {
    return prefix + (this == REPEATABLE ? "" : "1.2") + "__description.sql";
  }
}
