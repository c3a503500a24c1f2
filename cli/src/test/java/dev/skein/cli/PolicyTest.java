package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.codec.MessageCodec;
import dev.skein.rollout.policy.PolicyFile;
import dev.skein.rollout.policy.RolloutPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
  private static final String WHOLE =
      """
      canary:
        tenants: [umbrella, acme]
        labels: {tier: internal}
        count: 2
        bake: 10m
        failures: 1
      waves:
        - percent: 10
          bake: 90s
        - percent: 50
          approval: true
        - percent: 100
      halt:
        failures: 5
        failure-percent: 2
        minimum-sample: 50
        same-signature: {tenants: 5, shards: 2}
      retry: {attempts: 5, backoff: 500ms..60s}
      per-shard: {concurrency: 16}
      deadline: 4h
      verify: {fingerprint: sample 5%}
      backup: required
      """;

  @TempDir Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("canary.yaml"), text).toString();
  }

  @Test
  void saysWhatAPolicyMeans() throws IOException {
    Cli.Result result = new Cli().run("policy", "check", file(WHOLE));
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            canary       acme, umbrella + all with {tier=internal} + 2 tenants, bakes 10m
            wave 1       up to 10 %, bakes 90s
            wave 2       up to 50 %, waits for approval
            wave 3       up to 100 %
            halts        canary at 1 failed; later at 5; at 2 % once 50 are done; at 5 alike on 2 shards; unknown for 10m; nothing moving for 10m
            retries      5 attempts, 500ms to 1m apart
            per shard    at most 16 at once; paused alone after 10 errors in a row
            deadline     4h
            fingerprint  sample of 5 %
            backup       of each tenant before its first script, or it is not touched
            """);
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    String file = file("canary: {count: 1}\nwaves:\n  - percent: ten\n");
    Cli.Result result = new Cli().run("policy", "check", file);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(file + " line 3: expected a number from 0.001 to 100.0 but got \"ten\"");
  }

  @Test
  void printsAPolicyThatReadsBackAsItself() throws IOException {
    Cli.Result result = new Cli().run("policy", "check", "--json", file(WHOLE));
    assertThat(MessageCodec.jsonMapper().readValue(result.out(), RolloutPolicy.class))
        .isEqualTo(PolicyFile.parse("canary.yaml", WHOLE));
  }

  @Test
  void namesAFileThatIsMissing() {
    Cli.Result result = new Cli().run("policy", "check", folder.resolve("none").toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("none", "there is no such file");
  }
}
