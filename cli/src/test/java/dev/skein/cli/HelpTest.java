package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void groupsTheCommandsByWhatTheyAreFor() {
    Cli.Result result = new Cli().run("--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .containsSubsequence("Releases and rollouts:", "publish", "The fleet:", "tenants")
        .containsSubsequence("Run Skein:", "sample", "Examples:");
    assertThat(new Cli().run().out()).isEqualTo(result.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "publish",
        "rollout",
        "rollout start",
        "rollout status",
        "rollout watch",
        "rollout retry",
        "rollout pause",
        "rollout resume",
        "rollout abort",
        "rollout plan",
        "rollout approve",
        "rollout begin",
        "rollout promote",
        "rollout accept",
        "rollout skip",
        "rollout quarantine",
        "rollout release",
        "audit",
        "rollout list",
        "rollout tenants",
        "watch",
        "plan",
        "rehearse",
        "inspect",
        "drift",
        "status",
        "tenants",
        "tenants import",
        "tenants list",
        "tenants show",
        "tenants export",
        "tenants window",
        "tenants window set",
        "tenants window clear",
        "tenants pin",
        "tenants unpin",
        "tenants quarantine",
        "tenants release",
        "freeze",
        "freeze add",
        "freeze list",
        "freeze lift",
        "webhooks",
        "webhooks add",
        "webhooks list",
        "webhooks show",
        "webhooks enable",
        "webhooks disable",
        "webhooks remove",
        "webhooks test",
        "webhooks deliveries",
        "webhooks redeliver",
        "backfills",
        "backfills list",
        "backfills show",
        "backfills pause",
        "backfills resume",
        "backfills retry",
        "shards",
        "shards list",
        "releases",
        "releases list",
        "releases show",
        "policy check",
        "version",
        "completion"
      })
  void showsAnExampleForEachCommand(String command) {
    Cli.Result result = new Cli().run((command + " --help").split(" "));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Example", "  skein ", "--json");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void runsCommandsOfOtherModulesWithTheGlobalOptions() {
    Cli.Result result = new Cli().run("sample", "--json", "--home", "/srv/skein");
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.out()).isEqualTo("/srv/skein true\n");
  }

  @Test
  void completesCommandsAndOptionsInBash() throws Exception {
    Cli.Result result = new Cli().run("completion");
    assertThat(result.out()).contains("complete -F", "publish", "--placeholder", "sample");
    String asked =
        result.out()
            + "\nCOMP_WORDS=(skein rollout st); COMP_CWORD=2; _complete_skein;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-s").redirectErrorStream(true).start();
    try (var input = bash.outputWriter()) {
      input.write(asked);
    }
    List<String> reply = bash.inputReader().lines().toList();
    assertThat(reply).contains("start", "status");
  }

  @Test
  void tellsItsVersion() {
    assertThat(new Cli().run("version").out()).matches("skein [0-9][^ ]* \\(Java .+\\)\n");
    assertThat(new Cli().run("version", "--json").out()).contains("\"version\"");
  }
}
