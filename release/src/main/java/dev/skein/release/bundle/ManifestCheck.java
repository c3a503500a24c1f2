package dev.skein.release.bundle;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;

/** Holds an archive's files against its manifest: all of them, as they were, and no other. */
final class ManifestCheck {
  private ManifestCheck() {}

  static void compare(Manifest manifest, SortedMap<String, byte[]> files, Problems problems) {
    Set<String> extra = new HashSet<>(files.keySet());
    for (ManifestFile expected : manifest.files()) {
      String shown = Problems.shown(expected.path());
      byte[] content = files.get(expected.path());
      if (content == null) {
        problems.add(shown + ": expected it in the archive, as the manifest lists it");
      } else if (content.length != expected.bytes()) {
        problems.add(
            "%s: expected %,d bytes, as in the manifest, but got %,d"
                .formatted(shown, expected.bytes(), content.length));
      } else if (!Sha256.hex(content).equals(expected.sha256())) {
        problems.add(
            "%s: expected the SHA-256 %s, as in the manifest, but got %s"
                .formatted(shown, expected.sha256(), Sha256.hex(content)));
      }
      extra.remove(expected.path());
    }
    extra.stream()
        .sorted()
        .forEach(
            path ->
                problems.add(
                    Problems.shown(path) + ": expected only files that the manifest lists"));
  }
}
