package dev.skein.standalone.demo;

import dev.skein.cli.SkeinCli;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Terminal;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.standalone.platform.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The end of a demo that takes its release back: by the commands that anybody would give. */
record DemoRollback(Shell shell, Platform platform, CoordinatorClient client) {

  /** Rolls out what tenants have before. */
  void bringToBefore(ReleaseBundle before) {
    client.publish(before.toArchive());
    String rollout = client.startRollout(RolloutRequest.ofRelease(before.digest().value()));
    RolloutWatch.await(client, rollout);
  }

  /** Shows the plan, then does it. */
  int takeBack(String rollout) throws IOException {
    int planned = skein("rollback", rollout, "--plan");
    return planned == ExitCode.DONE.number()
        ? skein("rollback", rollout, "--accept-loss", "--reason", "incident-42", "--wait")
        : planned;
  }

  private int skein(String... args) throws IOException {
    List<String> given = new ArrayList<>(List.of(args));
    if (shell.json()) {
      given.add("--json");
    } else {
      shell.out().printf("%n$ skein %s%n", String.join(" ", args));
      shell.out().flush();
    }
    return SkeinCli.run(
        given.toArray(String[]::new),
        shell.in(),
        shell.out(),
        shell.err(),
        Map.of("SKEIN_URL", platform.url().toString(), "SKEIN_TOKEN", platform.token()),
        Terminal.NONE);
  }
}
