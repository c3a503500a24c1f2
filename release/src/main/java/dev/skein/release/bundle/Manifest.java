package dev.skein.release.bundle;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.backfill.Backfills;
import dev.skein.release.seed.Seed;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes a release what it is, without the files' content. Its digest is the
 * release's identity: the SHA-256 of the canonical JSON, which has sorted keys and paths and no
 * white space, so that equal releases have equal bytes.
 *
 * @param legacyThrough the last version that the rules for scripts spare; null: none
 * @param placeholders in the order of their names
 * @param files in the order of their paths, each path once
 * @param backfills in the order in which they run
 * @param seeds likewise, each name once
 */
public record Manifest(
    ReleaseName name,
    Layout layout,
    @Nullable SchemaVersion legacyThrough,
    ReleaseSettings settings,
    Map<String, String> placeholders,
    List<ManifestFile> files,
    Backfills backfills,
    List<Seed> seeds) {
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");

  public Manifest {
    placeholders = Collections.unmodifiableMap(new TreeMap<>(placeholders));
    placeholders.keySet().forEach(Manifest::requirePlaceholderName);
    files = files.stream().sorted(Comparator.comparing(ManifestFile::path)).toList();
    seeds = List.copyOf(seeds);
    Set<String> names = new HashSet<>();
    for (Seed seed : seeds) {
      if (!names.add(seed.name())) {
        throw new IllegalArgumentException(
            "expected each seed once but got %s twice".formatted(seed.name()));
      }
    }
    Set<String> paths = new HashSet<>();
    for (ManifestFile file : files) {
      if (!paths.add(file.path())) {
        throw new IllegalArgumentException(
            "expected each path once but got %s twice".formatted(Problems.shown(file.path())));
      }
    }
  }

  /**
   * Reads canonical JSON back. Any other bytes, down to a space, are an {@link
   * InvalidReleaseException}.
   */
  public static Manifest fromJson(byte[] json) {
    return ManifestJson.read(json);
  }

  /** The canonical form, in UTF-8. */
  public byte[] toJson() {
    return ManifestJson.write(this);
  }

  public ReleaseDigest digest() {
    return new ReleaseDigest("sha256:" + Sha256.hex(toJson()));
  }

  static String requirePlaceholderName(String name) {
    if (!PLACEHOLDER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a placeholder name like %s but got \"%s\""
              .formatted(PLACEHOLDER.pattern(), Problems.shown(name)));
    }
    return name;
  }
}
