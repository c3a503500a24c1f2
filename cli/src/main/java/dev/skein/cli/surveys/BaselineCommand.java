package dev.skein.cli.surveys;

import dev.skein.cli.client.BaselineOrder;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.rollouts.Selection;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "baseline",
    description = {
      "Take tenants on that hold objects but no history: record the version that they stand at.",
      "Runs no script. Each tenant's schema is held against the reference first; what differs is"
          + " shown, and that tenant is left as it was."
    },
    footer = {
      "",
      "Exit codes: 0 all are taken on, 2 some were refused or did not answer.",
      "",
      "Examples:",
      "  skein tenants baseline 41 --release 2026.11.3 --like reference",
      "  skein tenants baseline 41 --release 2026.11.3 --like reference --tenants acme,globex"
    })
final class BaselineCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "VERSION", description = "Where the tenants stand.")
  private String version = "";

  @Option(
      names = "--release",
      paramLabel = "RELEASE",
      required = true,
      description = "The release that holds the version: its name or digest.")
  private String release = "";

  @ArgGroup(multiplicity = "1")
  private Reference reference = new Reference();

  /** What the tenants must be like. */
  private static final class Reference {
    @Option(
        names = "--like",
        paramLabel = "ID",
        description = "The tenant whose schema the others must have.")
    private @Nullable String like;

    @Option(
        names = "--fingerprint",
        paramLabel = "TEXT",
        description = "The fingerprint that they must have, as inspect shows it.")
    private @Nullable String fingerprint;

    @Option(names = "--unchecked", description = "Look at nothing: you know that they stand there.")
    private boolean unchecked;
  }

  @Mixin private final Selection selection = new Selection();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for those who look at it later.")
  private @Nullable String reason;

  BaselineCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CoordinatorClient client = Connection.open(shell);
    @Nullable ReferenceTenant like =
        reference.like == null ? null : ReferenceTenant.ask(shell, reference.like);
    BaselineOrder order =
        new BaselineOrder(
            release,
            version,
            like == null ? reference.fingerprint : like.fingerprint().toString(),
            reference.unchecked,
            selection.tenants(),
            selection.shards(),
            selection.labels(),
            reason);
    Baselines baselines =
        Baselines.of(Survey.await(shell, client, client.startBaseline(order)), like);
    if (shell.json()) {
      JsonOutput.print(shell.out(), baselines);
    } else {
      baselines.print(shell, Objects.requireNonNullElse(reference.like, ""));
    }
    return (baselines.isWhole() ? ExitCode.DONE : ExitCode.ROLLOUT_FAILED).number();
  }
}
