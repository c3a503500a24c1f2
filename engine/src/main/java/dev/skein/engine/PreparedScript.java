package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ScriptSettings;
import org.jspecify.annotations.Nullable;

/**
 * One script, decoded and summed once for all tenants.
 *
 * @param path in the release; what Flyway's history calls the script
 * @param version null for a repeatable script
 * @param checksum Flyway's, of the text before placeholders are replaced
 * @param sha256 of the file's bytes, as the manifest has it; of a seed, of its text
 * @param seed whether it brings rows, and Flyway's history knows nothing of it
 */
record PreparedScript(
    String path,
    @Nullable SchemaVersion version,
    String description,
    String text,
    int checksum,
    String sha256,
    ScriptSettings settings,
    boolean seed) {

  /** The same seed with the digest of what a tenant gets. */
  PreparedScript withSha256(String other) {
    return new PreparedScript(path, version, description, text, checksum, other, settings, seed);
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  boolean hasPlaceholders() {
    return !Boolean.FALSE.equals(settings.placeholderReplacement()) && text.contains("${");
  }

  /** The settings as Flyway reads them beside a script; null where there are none. */
  @Nullable String configuration() {
    StringBuilder lines = new StringBuilder();
    if (settings.executeInTransaction() != null) {
      lines.append("executeInTransaction=").append(settings.executeInTransaction()).append('\n');
    }
    if (settings.placeholderReplacement() != null) {
      lines
          .append("placeholderReplacement=")
          .append(settings.placeholderReplacement())
          .append('\n');
    }
    return lines.isEmpty() ? null : lines.toString();
  }

  /** Scripts may hold secrets and are long. */
  @Override
  public String toString() {
    return path;
  }
}
