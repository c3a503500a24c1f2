package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.report.Outcome;
import dev.skein.engine.backup.BackupCommand;
import dev.skein.engine.backup.BackupRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A tenant, a folder for what a backup's script writes, and the names that it gave. */
final class BackupTrial {
  private final TestTenant tenant;
  private final Path folder;
  private final List<String> references = new ArrayList<>();

  private final MigrationListener listener =
      new MigrationListener() {
        @Override
        public void started(int backendPid) {}

        @Override
        public void progressed(String script, int done, int total) {}

        @Override
        public void backedUp(String reference) {
          references.add(reference);
        }
      };

  BackupTrial(TestTenant tenant, Path folder) {
    this.tenant = tenant;
    this.folder = folder;
  }

  MigrationListener listener() {
    return listener;
  }

  List<String> references() {
    return references;
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  BackupCommand script(Duration limit, String text) throws IOException {
    Path script = Files.writeString(folder.resolve("backup.sh"), text);
    return new BackupCommand(
        List.of("/bin/sh", script.toString(), folder.toString()), limit, List.of());
  }

  BackupCommand script(String text) throws IOException {
    return script(Duration.ofSeconds(30), text);
  }

  Outcome migrate(PreparedRelease release, BackupCommand command) {
    try (BackupRuns runs = new BackupRuns()) {
      return TestTenant.ENGINE.migrate(tenant.request(release, 1), listener, runs.by(command));
    }
  }

  String read(String name) throws IOException {
    return Files.readString(folder.resolve(name)).strip();
  }

  void nothingWasApplied() throws Exception {
    assertThat(tenant.exists("ledger")).isFalse();
    assertThat(tenant.exists("flyway_schema_history")).isFalse();
  }

  static Outcome.Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) outcome;
  }

  void assertGone(String name) throws IOException {
    long pid = Long.parseLong(read(name));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }
}
