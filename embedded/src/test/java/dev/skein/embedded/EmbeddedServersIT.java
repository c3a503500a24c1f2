package dev.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {
  @Test
  void whatPostgresCommittedIsThereAfterARestartAndItsDiskIsTrusted(@TempDir Path folder)
      throws Exception {
    Path secret = folder.resolve("secret");
    try (PostgresServer first = PostgresServer.start(folder.resolve("pg"), secret);
        Connection connection = first.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept as select 42 as answer");
      assertThat(one(statement, "show fsync")).isEqualTo("on");
      assertThat(one(statement, "show synchronous_commit")).isEqualTo("on");
    }
    try (PostgresServer second = PostgresServer.start(folder.resolve("pg"), secret);
        Connection connection = second.connect("postgres");
        Statement statement = connection.createStatement()) {
      assertThat(one(statement, "select answer from kept")).isEqualTo("42");
      assertThatThrownBy(
              () -> DriverManager.getConnection(second.url(), PostgresServer.USER, "guessed"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
    assertThat(Files.getPosixFilePermissions(secret))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aServerThatOutlivedItsProcessIsEndedByTheNextStart(@TempDir Path folder) throws Exception {
    Path secret = folder.resolve("secret");
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Orphan.class.getName(),
                folder.resolve("pg").toString(),
                secret.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(code).isEqualTo(9);
    assertThat(folder.resolve("pg").resolve("postgres-18").resolve("postmaster.pid")).exists();

    try (PostgresServer second = PostgresServer.start(folder.resolve("pg"), secret);
        Connection connection = second.connect("postgres");
        Statement statement = connection.createStatement()) {
      assertThat(one(statement, "select answer from kept")).isEqualTo("7");
    }
  }

  private static String one(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void kafkaKeepsItsTopicsOverARestart(@TempDir Path folder) throws Exception {
    try (KafkaServer first = KafkaServer.start(folder);
        Admin admin = Admin.create(Map.of("bootstrap.servers", first.brokers()))) {
      admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1))).all().get();
    }
    try (KafkaServer second = KafkaServer.start(folder);
        Admin admin = Admin.create(Map.of("bootstrap.servers", second.brokers()))) {
      assertThat(admin.listTopics().names().get()).contains("kept");
    }
  }
}
