package dev.skein.standalone;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.testkit.TempFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Releases written for a test; each versioned script also writes itself into the ledger. */
final class TestRelease {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Map<String, String> files = new TreeMap<>();

  /** Versions 1 to n: the ledger, then a table each. */
  static TestRelease versions(int n) {
    TestRelease release =
        new TestRelease()
            .file(
                "V1__ledger.sql",
                "create table ledger (version text not null, at timestamptz default now());\n"
                    + "insert into ledger (version) values ('1');");
    for (int i = 2; i <= n; i++) {
      release.version(i, "create table t%d (id bigint primary key);".formatted(i));
    }
    return release;
  }

  TestRelease version(int version, String sql) {
    return file(
        "V%d__step.sql".formatted(version),
        "%s\ninsert into ledger (version) values ('%d');".formatted(sql, version));
  }

  TestRelease file(String name, String content) {
    files.put(name, content);
    return this;
  }

  TestRelease without(String name) {
    files.remove(name);
    return this;
  }

  Path folder() {
    try {
      Path folder = TempFolders.create("release");
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ReleaseBundle bundle(String name) {
    return ReleaseBundle.fromFolder(folder(), new ReleaseName(name));
  }

  /** Under a name that no other test uses. */
  ReleaseBundle bundle() {
    return bundle("test-%d-%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet()));
  }
}
