package dev.skein.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.engine.backup.BackupCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkeinYamlTest {
  private static final String GOOD =
      """
      shards:
        - id: eu-1
          url: jdbc:postgresql://127.0.0.1:5432/postgres
          username: skein
          password: ${EU1_PASSWORD}
      """;

  @Test
  void aPasswordMayComeFromTheEnvironment() {
    ShardConfig shard =
        SkeinYaml.shards("skein.yaml", GOOD, Map.of("EU1_PASSWORD", "p$1w")).getFirst();

    assertThat(shard.password()).isEqualTo("p$1w");
    assertThat(shard.concurrency()).isEqualTo(8);
    assertThat(shard.toString()).doesNotContain("p$1w", "127.0.0.1");
  }

  @Test
  void aShardMayHaveACommandForBackups() {
    String text =
        GOOD
            + """
                backup:
                  command: [/etc/skein/backup.sh, --quick]
                  timeout: 5m
                  environment: [AWS_PROFILE]
            """;

    assertThat(
            SkeinYaml.shards("skein.yaml", text, Map.of("EU1_PASSWORD", "p")).getFirst().backup())
        .isEqualTo(
            new BackupCommand(
                List.of("/etc/skein/backup.sh", "--quick"),
                Duration.ofMinutes(5),
                List.of("AWS_PROFILE")));
    assertThatThrownBy(
            () ->
                SkeinYaml.shards(
                    "skein.yaml",
                    text.replace("[/etc/skein/backup.sh, --quick]", "[]"),
                    Map.of("EU1_PASSWORD", "p")))
        .hasMessageContaining("line 7: expected a program and its arguments");
  }

  @Test
  void aShardMayMindItsReplicas() {
    assertThat(first(GOOD).replicaLag()).isNull();
    assertThat(first(GOOD + "    replica-lag: 30s\n").replicaLag())
        .isEqualTo(Duration.ofSeconds(30));
    assertThatThrownBy(() -> first(GOOD + "    replica-lag: 0s\n"))
        .hasMessageContaining("line 6: expected a duration above 0");
  }

  private static ShardConfig first(String text) {
    return SkeinYaml.shards("skein.yaml", text, Map.of("EU1_PASSWORD", "p")).getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EU1_PASSWORD}     | OTHER}         | line 5: expected the environment variable OTHER to be set
          id: eu-1          | id: EU 1       | line 2: expected a shard id like eu-1
          jdbc:postgresql:  | jdbc:mysql:    | line 3: expected a URL like jdbc:postgresql
          username: skein   | user: skein    | line 4: expected one of the keys
          username: skein   | concurrency: 4 | expected the key "username"
          shards:           | shard:         | line 1: expected one of the keys shards
          """)
  void aBadLineIsNamed(String good, String bad, String says) {
    assertThatThrownBy(
            () ->
                SkeinYaml.shards(
                    "skein.yaml", GOOD.replace(good, bad), Map.of("EU1_PASSWORD", "p")))
        .hasMessageContaining(says);
  }
}
