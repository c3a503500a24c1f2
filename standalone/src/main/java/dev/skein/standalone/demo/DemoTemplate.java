package dev.skein.standalone.demo;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ScriptFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in each tenant's database before anything happens.
 *
 * @param scripts that an application ran; none: it is empty
 * @param rows whether the tables of the example are filled
 */
record DemoTemplate(List<ScriptFile> scripts, boolean rows) {
  static final DemoTemplate EMPTY = new DemoTemplate(List.of(), false);

  DemoTemplate {
    scripts = List.copyOf(scripts);
  }

  /** Where tenants stand by it, or null where they are empty. */
  @Nullable SchemaVersion version() {
    return scripts.isEmpty() ? null : scripts.getLast().version();
  }
}
