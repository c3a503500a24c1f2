package dev.skein.cli.tenants;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Something that a person says of tenants, true of every rollout; each may be said twice. */
abstract class BlockCommand implements Runnable {
  private final Shell shell;
  private final String verb;
  private final String done;

  @Parameters(paramLabel = "TENANT", arity = "0..*", description = "These tenants, by their ids.")
  private List<String> tenants = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Tenants with all of these labels.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for those who look at it later.")
  private @Nullable String reason;

  /**
   * @param verb as the API calls it
   * @param done as in "pinned"
   */
  BlockCommand(Shell shell, String verb, String done) {
    this.shell = shell;
    this.verb = verb;
    this.done = done;
  }

  /** What is said beside tenants and reason. */
  Map<String, Object> said() {
    return Map.of();
  }

  @Override
  public void run() {
    Map<String, Object> body = new TreeMap<>(said());
    body.put("tenants", tenants);
    body.put("labels", labels);
    if (reason != null) {
      body.put("reason", reason);
    }
    int changed = Connection.open(shell).send(body, "tenants", verb).path("tenants").asInt();
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), Map.of("done", verb, "tenants", changed));
    } else if (changed == 0) {
      shell.out().println("nothing was left to do");
    } else {
      shell.out().printf("%s %s%n", done, Texts.count(changed, "tenant"));
    }
  }

  @Command(
      name = "set",
      description = {
        "Say when tenants may be changed: in any of the windows, and at no other time.",
        "An attempt starts within a window; one that runs when it closes runs on."
      },
      footer = {
        "",
        "Examples:",
        "  skein tenants window set acme --window \"Mo-Fr 01:00-05:00 Europe/Berlin\"",
        "  skein tenants window set --label tier=gold --window \"Sa,Su 22:00-04:00 UTC\""
      })
  static final class SetWindow extends BlockCommand {
    @Option(
        names = "--window",
        required = true,
        paramLabel = "WINDOW",
        description = "Days, hours and a time zone; may be given several times.")
    private List<String> windows = new ArrayList<>();

    SetWindow(Shell shell) {
      super(shell, "windows", "set the windows of");
    }

    @Override
    Map<String, Object> said() {
      return Map.of("windows", windows);
    }
  }

  @Command(
      name = "clear",
      description = "Let tenants be changed at any time.",
      footer = {"", "Example:", "  skein tenants window clear acme --reason \"moved to gold\""})
  static final class ClearWindow extends BlockCommand {
    ClearWindow(Shell shell) {
      super(shell, "windows", "cleared the windows of");
    }
  }

  @Command(
      name = "pin",
      description = "Keep tenants from going above a version, in every rollout.",
      footer = {"", "Example:", "  skein tenants pin acme --version 7 --reason \"old client\""})
  static final class Pin extends BlockCommand {
    @Option(
        names = "--version",
        required = true,
        paramLabel = "VERSION",
        description = "The highest version that they may have.")
    private String version = "";

    Pin(Shell shell) {
      super(shell, "pin", "pinned");
    }

    @Override
    Map<String, Object> said() {
      return Map.of("version", version);
    }
  }

  @Command(
      name = "unpin",
      description = "Let pinned tenants go on; rollouts that wait for them do so by themselves.",
      footer = {"", "Example:", "  skein tenants unpin acme"})
  static final class Unpin extends BlockCommand {
    Unpin(Shell shell) {
      super(shell, "unpin", "unpinned");
    }
  }

  @Command(
      name = "quarantine",
      description = "Take tenants out of every rollout until they are released.",
      footer = {
        "",
        "Example:",
        "  skein tenants quarantine acme --reason \"restored from backup\""
      })
  static final class Quarantine extends BlockCommand {
    Quarantine(Shell shell) {
      super(shell, "quarantine", "quarantined");
    }
  }

  @Command(
      name = "release",
      description = {
        "Take quarantined tenants into rollouts again.",
        "One that left them out takes them in by skein rollout release."
      },
      footer = {"", "Example:", "  skein tenants release acme"})
  static final class Release extends BlockCommand {
    Release(Shell shell) {
      super(shell, "release", "released");
    }
  }
}
