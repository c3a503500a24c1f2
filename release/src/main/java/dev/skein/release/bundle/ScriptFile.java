package dev.skein.release.bundle;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.script.ScriptKind;
import dev.skein.release.script.ScriptMark;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One script of a release. The content is copied on the way in and on the way out, so that nobody
 * changes a release; ask for it once.
 *
 * @param path relative, with {@code /}: {@code V1__init.sql}, {@code sub/V2__x.sql}
 * @param version null for a repeatable script, and for one that undoes it
 * @param content the file's bytes as they are, a byte order mark included
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content and copied, below
public record ScriptFile(
    String path,
    ScriptKind kind,
    @Nullable SchemaVersion version,
    String description,
    byte[] content,
    ScriptSettings settings) {

  public ScriptFile {
    content = content.clone();
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  /** The content in the script's encoding; a byte order mark stays, as U+FEFF. */
  public String text() {
    return new String(content, settings.charset());
  }

  /** What its first line says of it; checked when the release was read. */
  public Optional<ScriptMark> mark() {
    return ScriptMark.of(kind, text());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScriptFile file
        && path.equals(file.path)
        && settings.equals(file.settings)
        && Arrays.equals(content, file.content);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return path;
  }
}
