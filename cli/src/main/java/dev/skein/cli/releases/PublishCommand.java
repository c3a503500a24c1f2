package dev.skein.cli.releases;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.PublishAnswer;
import dev.skein.cli.client.ReleaseInfo;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.rollouts.PolicyText;
import dev.skein.cli.rollouts.StartedRollout;
import dev.skein.cli.rollouts.TargetOptions;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ReleaseBundle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "publish",
    description = {
      "Publish a folder of migrations as a release; with --rollout or --wait, roll it out.",
      "The same content again is the same release. --wait alone rolls out by the standard policy."
          + " A live rollout of the same release that holds the tenants is joined, so that a build"
          + " can simply run again."
    },
    footer = {
      "",
      "Exit codes with --wait: 0 completed, 2 ended with failures, aborted or halted.",
      "",
      "Examples:",
      "  skein publish db/ --name 2026.11.3",
      "  skein publish db/ --name 2026.11.3 --rollout canary.yaml --wait",
      "  skein publish db/ --name 2026.11.3 --dry-run"
    })
final class PublishCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "DIR", description = "The folder with the scripts.")
  private Path folder = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The release's name; else the one in release.yaml.")
  private @Nullable String name;

  @Option(
      names = "--rollout",
      paramLabel = "FILE",
      description = "Roll it out by this policy: a YAML file, or \"default\" for the standard one.")
  private @Nullable String policy;

  @Option(names = "--wait", description = "Roll it out, and watch it to its end.")
  private boolean wait;

  @Option(names = "--dry-run", description = "Check the folder; send nothing.")
  private boolean dryRun;

  @Mixin private final TargetOptions targets = new TargetOptions();

  PublishCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    boolean rollOut = policy != null || wait;
    if (targets.given() && !rollOut) {
      throw CommandFailedException.badInput(
          "expected --rollout or --wait beside options that select tenants but got neither");
    }
    ReleaseBundle bundle = LocalFolder.bundle(folder, name);
    RolloutRequest request =
        PolicyText.apply(
            targets.request(bundle.digest().value()),
            policy == null ? PolicyText.STANDARD : policy);
    if (dryRun) {
      tellDryRun(bundle);
      return ExitCode.DONE.number();
    }
    CoordinatorClient client = Connection.open(shell);
    PublishAnswer published = client.publish(bundle.toArchive());
    tell(published);
    if (!rollOut) {
      return shell.json() ? json(published, null, null) : ExitCode.DONE.number();
    }
    StartedRollout started = StartedRollout.start(client, request, published.release().digest());
    if (shell.json()) {
      RolloutStatus end = wait ? RolloutWatch.await(client, started.id()) : null;
      return json(published, started, end);
    }
    shell.out().println(started.told(wait && shell.live()));
    shell.out().flush();
    return wait ? RolloutWatch.watch(client, started.id(), shell) : next(started);
  }

  private int next(StartedRollout started) {
    shell.out().printf("next: skein watch %s%n", started.id());
    return ExitCode.DONE.number();
  }

  private void tell(PublishAnswer published) {
    if (!shell.json()) {
      ReleaseInfo release = published.release();
      String line =
          ReleaseLines.line(release.name(), release.digest(), release.scripts(), release.head());
      shell.out().println((published.created() ? "published " : "already published ") + line);
      shell.out().flush();
    }
  }

  private void tellDryRun(ReleaseBundle bundle) {
    String head = bundle.head().map(SchemaVersion::value).orElse(null);
    String digest = bundle.digest().value();
    int scripts = bundle.scripts().size();
    if (shell.json()) {
      JsonOutput.print(shell.out(), new DryRun(true, bundle.name().value(), digest, head, scripts));
    } else {
      shell
          .out()
          .println(
              "would publish " + ReleaseLines.line(bundle.name().value(), digest, scripts, head));
    }
  }

  private int json(
      PublishAnswer published, @Nullable StartedRollout started, @Nullable RolloutStatus end) {
    JsonOutput.print(
        shell.out(), new Published(published.created(), published.release(), started, end));
    return (end == null ? ExitCode.DONE : RolloutWatch.exitCode(end)).number();
  }

  private record DryRun(
      boolean dryRun, String name, String digest, @Nullable String head, int scripts) {}

  private record Published(
      boolean created,
      ReleaseInfo release,
      @Nullable StartedRollout rollout,
      @Nullable RolloutStatus status) {}
}
