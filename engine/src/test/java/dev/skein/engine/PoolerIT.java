package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.testkit.TempFolders;
import dev.skein.testkit.Tools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real PgBouncer before the tenant, in each mode, strict and lenient about what it forwards. */
class PoolerIT {
  private final TestTenant tenant = PostgresServer.get().newDatabase();
  private @Nullable Process pooler;

  private int start(Path program, String mode, String ignored) throws IOException {
    URI server = URI.create(tenant.server().url().substring("jdbc:".length()));
    Path folder = TempFolders.create("pooler");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path settings =
        Files.writeString(
            folder.resolve("pooler.ini"),
            """
            [databases]
            * = host=%s port=%d user=tenant_login password=right
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = %s
            ignore_startup_parameters = extra_float_digits%s
            """
                .formatted(server.getHost(), server.getPort(), port, mode, ignored));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    if ("root".equals(System.getProperty("user.name"))) {
      // It refuses to be root, and must read its file all the same.
      command.addAll(List.of("-u", "nobody"));
      folder.toFile().setExecutable(true, false);
      folder.toFile().setReadable(true, false);
    }
    command.add(settings.toString());
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("pooler.log").toFile())
            .start();
    pooler = started;
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              assertThat(started.isAlive())
                  .as(() -> "the pooler ended: " + read(folder.resolve("pooler.log")))
                  .isTrue();
              try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
              } catch (IOException e) {
                return false;
              }
            });
    return port;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @AfterEach
  void stop() {
    if (pooler != null) {
      pooler.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "transaction, ''",
    "transaction, ', options'",
    "statement, ', options'",
    "session, ', options'"
  })
  void nothingIsDoneThroughIt(String mode, String ignored) throws Exception {
    Path program = Tools.find("pgbouncer").orElse(null);
    assumeTrue(program != null, "no pgbouncer here");
    int port = start(program, mode, ignored);

    Outcome outcome =
        TestTenant.ENGINE.migrate(
            tenant.requestVia(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), Releases.ledger(2)),
            MigrationListener.none());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.UNSUPPORTED_SERVER);
              assertThat(rejected.message()).contains("a connection pooler answers");
            });
    assertThat(tenant.exists("flyway_schema_history")).isFalse();
    assertThat(tenant.exists("ledger")).isFalse();
  }
}
