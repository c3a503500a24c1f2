package dev.skein.release.script;

import java.util.Locale;

/** What taking a migration back costs, as its undo script declares; from least to most. */
public enum Loss {
  /** Nothing: all is as it was. */
  LOSSLESS,
  /** What was written since the migration, to where it put things. */
  LOSSY,
  /** What the migration itself threw away: its undo brings back the structure alone. */
  IRREVERSIBLE;

  /** As scripts have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
