package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.TimelineEntry;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.testkit.TempFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A policy asks for backups, the shard's own command takes them, and their names come back. */
class BackupE2E {
  private static final String POLICY =
      "canary: {count: 3, failures: 9}\nbackup: required\nhalt: {failures: 9}\n";

  @Test
  void aTenantIsBackedUpOrNotTouched() throws IOException {
    Path folder = TempFolders.create("backups");
    TestPlatform platform = TestPlatform.shared();
    CoordinatorClient client = platform.client();
    Fleet saved = Fleet.create(client, 2, "saved");
    Fleet plain = Fleet.create(client, 1, "main-1");
    ReleaseBundle release = TestRelease.versions(2).bundle();
    client.publish(release.toArchive());
    String policy = Files.writeString(folder.resolve("policy.yaml"), POLICY).toString();

    Command.Run run =
        new Command(platform)
            .run(
                "rollout",
                "start",
                release.name().value(),
                "--policy",
                policy,
                "--tenants",
                String.join(",", saved.tenants()) + "," + plain.tenants().getFirst(),
                "--wait");

    assertThat(run.code()).as(run.text()).isEqualTo(2);
    String good = saved.tenants().getFirst();
    assertThat(saved.ledger(good)).isEqualTo("{1=1, 2=1}");
    assertThat(client.timeline(good))
        .extracting(TimelineEntry::backup)
        .containsExactly("dump-of-" + good);
    assertThat(new Command(platform).run("tenants", "show", good).text())
        .contains("applied 2; backup dump-of-" + good);
    assertUntouched(
        platform,
        saved.tenants().get(1),
        "the backup failed with exit code 7 (no space left); nothing was applied");
    assertUntouched(
        platform,
        plain.tenants().getFirst(),
        "expected a backup command for shard main-1 but this worker has none");
  }

  private static void assertUntouched(TestPlatform platform, String tenant, String why) {
    assertThat(
            Fleet.one(
                Fleet.database(tenant), "select to_regclass('flyway_schema_history') is null"))
        .isEqualTo("t");
    Command.Run shown = new Command(platform).run("tenants", "show", tenant);
    assertThat(shown.text()).contains(why).doesNotContain(TestPlatform.CANARY_PASSWORD);
  }
}
