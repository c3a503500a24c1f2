package dev.skein.standalone;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.engine.backup.BackupCommand;
import dev.skein.standalone.platform.Home;
import dev.skein.standalone.platform.Platform;
import dev.skein.standalone.platform.PlatformSettings;
import dev.skein.standalone.platform.ShardConfig;
import dev.skein.testkit.AtEnd;
import dev.skein.testkit.TempFolders;
import dev.skein.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One platform that the tests of this JVM share; its times are a tenth of the real ones. */
final class TestPlatform {
  /** A login of the shards with a password to look for where it must not be. */
  static final String CANARY_PASSWORD = "canary-password-5c1f";

  static final PlatformSettings FAST =
      new PlatformSettings(0, Duration.ofSeconds(6), Duration.ofSeconds(1));

  private static @Nullable TestPlatform shared;

  private final Platform platform;
  private final Path home;

  private TestPlatform(Platform platform, Path home) {
    this.platform = platform;
    this.home = home;
  }

  static synchronized TestPlatform shared() {
    if (shared == null) {
      TestPostgres.shared()
          .run("postgres", "create role canary superuser login password '" + CANARY_PASSWORD + "'");
      shared =
          start(
              List.of(
                  shard("main-1", "canary", CANARY_PASSWORD, 4),
                  shard("main-2", "canary", CANARY_PASSWORD, 4),
                  shard("bad-password", "canary", "not-the-password", 2),
                  new ShardConfig(
                      "unreachable",
                      "jdbc:postgresql://127.0.0.1:1/postgres",
                      "canary",
                      CANARY_PASSWORD,
                      null,
                      2,
                      null),
                  new ShardConfig(
                      "replicated",
                      TestPostgres.shared().url(),
                      "canary",
                      CANARY_PASSWORD,
                      null,
                      2,
                      null,
                      Duration.ofMillis(500)),
                  new ShardConfig(
                      "saved",
                      TestPostgres.shared().url(),
                      "canary",
                      CANARY_PASSWORD,
                      null,
                      2,
                      new BackupCommand(
                          List.of("/bin/sh", resource("backup.sh").toString()),
                          Duration.ofSeconds(30),
                          List.of()))));
    }
    return shared;
  }

  /** A shard on the shared server. */
  static ShardConfig shard(String id, String user, String password, int concurrency) {
    return new ShardConfig(
        id, TestPostgres.shared().url(), user, password, null, concurrency, null);
  }

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(TestPlatform.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The only one of the JVM, since a Kafka cluster serves one coordinator's store. */
  private static TestPlatform start(List<ShardConfig> shards) {
    try {
      Path home = TempFolders.create("home");
      Home taken = Home.take(home);
      Platform platform = Platform.start(taken, FAST, GivenServers.with(shards));
      AtEnd.close(platform);
      return new TestPlatform(platform, home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CoordinatorClient client() {
    return new CoordinatorClient(platform.url(), token());
  }

  Http http() {
    return new Http(platform.url(), token());
  }

  Platform platform() {
    return platform;
  }

  String token() {
    try {
      return platform.token();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path home() {
    return home;
  }

  String log() {
    try {
      return Files.readString(home.resolve("logs").resolve("skein.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
