package dev.skein.release.script;

import dev.skein.contracts.id.SchemaVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a script's file name says, by Flyway's default naming: {@code V1.2__add_users.sql}, {@code
 * R__views.sql}, {@code U1.2__add_users.sql}. The description may be empty, also without its
 * separator ({@code V1.sql}), as Flyway has it. {@code U__views.sql}, which Flyway does not know,
 * takes back what {@code R__views.sql} does.
 *
 * @param version null for a repeatable script, and for one that undoes it
 * @param description underscores read as spaces; spaces are never trimmed
 */
public record ScriptName(ScriptKind kind, @Nullable SchemaVersion version, String description) {
  private static final String SUFFIX = ".sql";
  private static final String SEPARATOR = "__";

  /** The width of Flyway's history column. */
  private static final int VERSION_LENGTH = 50;

  public ScriptName {
    boolean mayLack = kind == ScriptKind.REPEATABLE || kind == ScriptKind.UNDO;
    if (version == null ? !mayLack : kind == ScriptKind.REPEATABLE) {
      throw new IllegalArgumentException(
          "expected a version for V and B, and none for R, but got %s with version %s"
              .formatted(kind, version));
    }
  }

  /** Whether a file counts as a script: Flyway does not tell {@code .SQL} from {@code .sql}. */
  public static boolean isScript(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).endsWith(SUFFIX);
  }

  /**
   * Reads a file name without folders. A misnamed one, or a Flyway callback, is an {@link
   * IllegalArgumentException} whose message starts with the name and shows the expected form.
   */
  public static ScriptName parse(String fileName) {
    if (!isScript(fileName)) {
      throw misnamed(fileName, ScriptKind.VERSIONED.example(), "it does not end in .sql");
    }
    String stem = fileName.substring(0, fileName.length() - SUFFIX.length());
    int cut = stem.indexOf(SEPARATOR);
    String head = cut < 0 ? stem : stem.substring(0, cut);
    String description = cut < 0 ? "" : stem.substring(cut + SEPARATOR.length()).replace('_', ' ');
    if (FlywayCallbacks.isEvent(head)) {
      throw misnamed(fileName, anyExample(), head + " is a Flyway callback, and none is ever run");
    }
    for (ScriptKind kind : ScriptKind.values()) {
      if (!head.isEmpty() && head.charAt(0) == kind.prefix()) {
        return new ScriptName(kind, version(kind, head.substring(1), fileName), description);
      }
    }
    throw misnamed(fileName, anyExample(), "it starts with none of V, R, U");
  }

  private static @Nullable SchemaVersion version(ScriptKind kind, String text, String fileName) {
    if (kind == ScriptKind.REPEATABLE) {
      if (!text.isEmpty()) {
        throw misnamed(
            fileName,
            kind.example(),
            "\"%s\" stands between R and the two underscores".formatted(text));
      }
      return null;
    }
    if (text.isEmpty() && kind == ScriptKind.UNDO && fileName.contains(SEPARATOR)) {
      return null;
    }
    if (text.isEmpty()) {
      throw misnamed(fileName, kind.example(), "it has no version");
    }
    if (text.length() > VERSION_LENGTH) {
      throw misnamed(
          fileName,
          kind.example(),
          "its version is longer than %d characters".formatted(VERSION_LENGTH));
    }
    try {
      return new SchemaVersion(text);
    } catch (IllegalArgumentException e) {
      throw misnamed(fileName, kind.example(), "\"%s\" is not a version".formatted(text));
    }
  }

  private static String anyExample() {
    return ScriptKind.VERSIONED.example() + " or " + ScriptKind.REPEATABLE.example();
  }

  private static IllegalArgumentException misnamed(String fileName, String example, String but) {
    return new IllegalArgumentException(
        "%s: expected a name like %s but %s".formatted(fileName, example, but));
  }
}
