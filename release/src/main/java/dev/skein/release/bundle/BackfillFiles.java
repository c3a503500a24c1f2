package dev.skein.release.bundle;

import dev.skein.contracts.id.BackfillName;
import dev.skein.release.backfill.Backfill;
import dev.skein.release.backfill.BackfillScript;
import dev.skein.release.backfill.Backfills;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the files under {@code backfill/} against what the release says of its backfills. */
final class BackfillFiles {
  private static final String FOLDER = "backfill/";
  private static final String SUFFIX = ".sql";

  private BackfillFiles() {}

  /** Whether it is a backfill's: Flyway's own names start with a capital, a backfill's never. */
  static boolean isBackfill(String path) {
    if (!path.startsWith(FOLDER) || !path.endsWith(SUFFIX)) {
      return false;
    }
    try {
      return new BackfillName(path.substring(FOLDER.length(), path.length() - SUFFIX.length()))
              .value()
              .length()
          > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** In the order in which they run. */
  static List<BackfillScript> read(
      Backfills backfills, Map<String, byte[]> files, Problems problems) {
    for (String path : files.keySet()) {
      if (isBackfill(path)
          && backfills.own().stream().noneMatch(backfill -> backfill.path().equals(path))) {
        problems.add(
            "%s: expected its name under backfills in release.yaml but it is not there"
                .formatted(path));
      }
      if (BundlePaths.isConf(path) && isBackfill(withoutConf(path))) {
        problems.add(path + ": expected no settings beside a backfill; release.yaml has them");
      }
    }
    List<BackfillScript> scripts = new ArrayList<>();
    for (Backfill backfill : backfills.own()) {
      byte[] content = files.get(backfill.path());
      if (content == null) {
        problems.add(
            "release.yaml: expected the file %s of the backfill %s but there is none"
                .formatted(backfill.path(), backfill.name()));
      } else {
        TextCheck.check(backfill.path(), content, StandardCharsets.UTF_8, problems);
        String text = new String(content, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        checkNames(backfill, text, problems);
        scripts.add(new BackfillScript(backfill, text, Sha256.hex(content)));
      }
    }
    return scripts;
  }

  /** Without a limit there are no batches, and a key that nobody reads leads nowhere. */
  private static void checkNames(Backfill backfill, String text, Problems problems) {
    if (!text.contains(BackfillScript.BATCH)) {
      problems.add(
          "%s: expected the statement to name ${batch}, the number of rows that it may change"
              .formatted(backfill.path()));
    }
    boolean after = text.contains(BackfillScript.AFTER);
    if (after && backfill.startAfter() == null) {
      problems.add(
          "%s: expected start-after in release.yaml, since the statement names ${after}"
              .formatted(backfill.path()));
    }
    if (!after && backfill.startAfter() != null) {
      problems.add(
          "%s: expected the statement to name ${after}, since release.yaml has start-after"
              .formatted(backfill.path()));
    }
  }

  private static String withoutConf(String path) {
    return path.substring(0, path.length() - BundlePaths.CONF.length());
  }
}
