package dev.skein.standalone.demo;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.PublishAnswer;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.standalone.platform.Platform;
import java.io.IOException;
import java.util.List;

/** A release is rolled out; where tenants were made to break, they are repaired and retried. */
record DemoRun(Shell shell, DemoRelease release, DemoPlan plan) implements DemoStage.Act {

  @Override
  public int play(Platform platform, DemoFleet fleet) throws IOException {
    CoordinatorClient client = new CoordinatorClient(platform.url(), platform.token());
    PublishAnswer published = client.publish(release.bundle().toArchive());
    step(
        "published release %s (%s), %d scripts"
            .formatted(
                published.release().name(),
                release.bundle().digest().abbreviated(),
                published.release().scripts()));
    List<Integer> broken =
        plan.fail() == 0 ? List.of() : plan.broken(release.bundle().digest(), fleet);
    fleet.breakTenants(broken);
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(release.bundle().digest().value()).withPolicy(plan.policy()));
    int code = RolloutWatch.watch(client, rollout, shell);
    if (broken.isEmpty()) {
      return code;
    }
    say("");
    fleet.repair(broken);
    step("repaired the rows of %d tenants by hand".formatted(broken.size()));
    int retried = client.retry(rollout, List.of());
    step("retried: %d of %d tenants run again".formatted(retried, plan.tenants()));
    return RolloutWatch.watch(client, rollout, shell);
  }

  private void step(String done) {
    say((shell.unicode() ? "  ✓ " : "  - ") + done);
  }

  private void say(String line) {
    if (!shell.json()) {
      shell.out().println(line);
      shell.out().flush();
    }
  }
}
