package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb about a rollout as a whole; each may be pressed twice. */
abstract class VerbCommand implements Callable<Integer> {
  private final Shell shell;
  private final String verb;
  private final String done;

  @Mixin private final RolloutArgument argument = new RolloutArgument();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for those who look at it later.")
  private @Nullable String reason;

  /**
   * @param verb as the API calls it
   * @param done what is said afterwards, with {@code %s} for the rollout
   */
  VerbCommand(Shell shell, String verb, String done) {
    this.shell = shell;
    this.verb = verb;
    this.done = done;
  }

  /** What is said with the verb beside the reason. */
  Map<String, Object> said() {
    return Map.of();
  }

  @Override
  public Integer call() {
    CoordinatorClient client = Connection.open(shell);
    String rollout = argument.id(client);
    Map<String, Object> body = new TreeMap<>(said());
    if (reason != null) {
      body.put("reason", reason);
    }
    client.verb(rollout, verb, body);
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), Map.of("rollout", rollout, "done", verb));
    } else {
      shell.out().println(done.formatted(rollout));
    }
    return ExitCode.DONE.number();
  }
}
