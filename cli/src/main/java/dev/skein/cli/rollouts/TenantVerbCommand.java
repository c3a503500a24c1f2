package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import dev.skein.cli.watch.RolloutWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb about some tenants of a rollout; each may be pressed twice. */
abstract class TenantVerbCommand implements Callable<Integer> {
  private final Shell shell;
  private final String verb;
  private final String doing;

  @Mixin private final RolloutArgument argument = new RolloutArgument();

  @Option(
      names = {"--tenants", "--tenant"},
      paramLabel = "ID",
      split = ",",
      description = "Only these.")
  private List<String> tenants = new ArrayList<>();

  @Option(
      names = "--signature",
      paramLabel = "TEXT",
      description = "Only those that failed so: SQLSTATE, script, constraint.")
  private @Nullable String signature;

  @Option(
      names = "--cluster",
      paramLabel = "ID",
      description = "Only those whose failure is this one, as rollout status shows it.")
  private @Nullable String cluster;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for those who look at it later.")
  private @Nullable String reason;

  /**
   * @param doing as in "retrying"
   */
  TenantVerbCommand(Shell shell, String verb, String doing) {
    this.shell = shell;
    this.verb = verb;
    this.doing = doing;
  }

  @Override
  public Integer call() {
    CoordinatorClient client = Connection.open(shell);
    String rollout = argument.id(client);
    Map<String, Object> body = new TreeMap<>(Map.of("tenants", tenants));
    if (signature != null) {
      body.put("signature", signature);
    }
    if (cluster != null) {
      body.put("cluster", cluster);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    int moved = client.verb(rollout, verb, body);
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), Map.of("rollout", rollout, "tenants", moved));
    } else if (moved == 0) {
      shell.out().printf("no tenant of rollout %s is to %s%n", rollout, verb);
    } else {
      shell.out().printf("%s %s of rollout %s%n", doing, Texts.count(moved, "tenant"), rollout);
    }
    return then(client, rollout);
  }

  /** What follows; the exit code. */
  int then(CoordinatorClient client, String rollout) {
    return ExitCode.DONE.number();
  }

  @Command(
      name = "retry",
      description = {
        "Try failed tenants again, and go on after a halt.",
        "Only tenants that failed run again; those that succeeded do not."
      },
      footer = {
        "",
        "Examples:",
        "  skein rollout retry r7-kqzt --wait",
        "  skein rollout retry latest --tenants acme,globex",
        "  skein rollout retry latest --cluster c-43deda4e",
        "  skein rollout retry latest --signature \"23505 V6__x.sql users_one_an_email\""
      })
  static final class Retry extends TenantVerbCommand {
    private final Shell shell;

    @Option(names = "--wait", description = "Watch it to its end.")
    private boolean wait;

    Retry(Shell shell) {
      super(shell, "retry", "retrying");
      this.shell = shell;
    }

    @Override
    int then(CoordinatorClient client, String rollout) {
      return wait ? RolloutWatch.watch(client, rollout, shell) : ExitCode.DONE.number();
    }
  }

  @Command(
      name = "skip",
      description = "Leave tenants out of a rollout that were not sent, or that failed.",
      footer = {"", "Example:", "  skein rollout skip r7-kqzt --tenants acme --reason migrating"})
  static final class Skip extends TenantVerbCommand {
    Skip(Shell shell) {
      super(shell, "skip", "skipped");
    }
  }

  @Command(
      name = "quarantine",
      description = "Take tenants out of a rollout until they are released.",
      footer = {"", "Example:", "  skein rollout quarantine r7-kqzt --tenants acme"})
  static final class Quarantine extends TenantVerbCommand {
    Quarantine(Shell shell) {
      super(shell, "quarantine", "quarantined");
    }
  }

  @Command(
      name = "release",
      description = "Take quarantined tenants into their rollout again.",
      footer = {"", "Example:", "  skein rollout release r7-kqzt --tenants acme"})
  static final class Release extends TenantVerbCommand {
    Release(Shell shell) {
      super(shell, "release", "released");
    }
  }
}
