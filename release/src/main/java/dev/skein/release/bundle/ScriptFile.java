package dev.skein.release.bundle;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.script.ScriptKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One script of a release. The content is copied on the way in and on the way out, so that nobody
 * changes a release; ask for it once.
 *
 * @param path relative, with {@code /}: {@code V1__init.sql}, {@code sub/V2__x.sql}
 * @param version null for a repeatable script alone
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
