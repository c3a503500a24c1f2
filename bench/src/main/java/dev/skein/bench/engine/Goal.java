package dev.skein.bench.engine;

import dev.skein.engine.PreparedRelease;
import java.nio.file.Path;
import java.util.List;

/**
 * What a round brings to each of its tenants, read and prepared before the clock runs.
 *
 * @param from the version that they stand at; 0: they are empty
 * @param scripts all of the release's, version 1 first
 * @param folder the same scripts as files
 * @param release the same, prepared
 */
record Goal(int from, List<Script> scripts, Path folder, PreparedRelease release) {
  Goal {
    scripts = List.copyOf(scripts);
  }

  int to() {
    return scripts.size();
  }

  List<Script> pending() {
    return scripts.subList(from, scripts.size());
  }
}
