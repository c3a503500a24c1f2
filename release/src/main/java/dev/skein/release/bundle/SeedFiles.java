package dev.skein.release.bundle;

import dev.skein.release.seed.Seed;
import dev.skein.release.seed.SeedScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the files under {@code seeds/} against what the release says of its seeds. */
final class SeedFiles {
  private static final String FOLDER = "seeds/";

  private SeedFiles() {}

  /** Whether it is a seed's: Flyway's own names start with a capital, a seed's never. */
  static boolean isSeed(String path) {
    return path.startsWith(FOLDER)
        && BundlePaths.isScript(path)
        && !Character.isUpperCase(path.charAt(FOLDER.length()));
  }

  /** In the order in which they run. */
  static List<SeedScript> read(List<Seed> seeds, Map<String, byte[]> files, Problems problems) {
    for (String path : files.keySet()) {
      if (isSeed(path) && seeds.stream().noneMatch(seed -> seed.path().equals(path))) {
        problems.add(
            "%s: expected its name under seeds in release.yaml but it is not there"
                .formatted(path));
      }
      if (BundlePaths.isConf(path)
          && isSeed(path.substring(0, path.length() - BundlePaths.CONF.length()))) {
        problems.add(path + ": expected no settings beside a seed; release.yaml has them");
      }
    }
    List<SeedScript> scripts = new ArrayList<>();
    for (Seed seed : seeds) {
      byte[] content = files.get(seed.path());
      if (content == null) {
        problems.add(
            "release.yaml: expected the file %s of the seed %s but there is none"
                .formatted(seed.path(), seed.name()));
      } else {
        TextCheck.check(seed.path(), content, StandardCharsets.UTF_8, problems);
        String text = new String(content, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        scripts.add(new SeedScript(seed, text));
      }
    }
    return scripts;
  }
}
