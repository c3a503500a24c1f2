package dev.skein.cli.rollouts;

import dev.skein.cli.shell.Shell;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs about a rollout as a whole. */
final class Verbs {
  private Verbs() {}

  @Command(
      name = "pause",
      description = "Stop sending; what has started runs on.",
      footer = {"", "Example:", "  skein rollout pause r7-kqzt --reason party"})
  static final class Pause extends VerbCommand {
    Pause(Shell shell) {
      super(shell, "pause", "paused rollout %s; next: skein rollout resume %1$s");
    }
  }

  @Command(
      name = "resume",
      description = {
        "Go on after a pause or a halt, and try paused shards again.",
        "Failures so far are let pass: limits count anew."
      },
      footer = {"", "Example:", "  skein rollout resume r7-kqzt --reason \"index repaired\""})
  static final class Resume extends VerbCommand {
    Resume(Shell shell) {
      super(shell, "resume", "resumed rollout %s; next: skein watch %1$s");
    }
  }

  @Command(
      name = "abort",
      description = "End it; nothing that ran is reverted.",
      footer = {"", "Example:", "  skein rollout abort r7-kqzt --reason \"wrong release\""})
  static final class Abort extends VerbCommand {
    Abort(Shell shell) {
      super(shell, "abort", "aborted rollout %s; what ran stays as it is");
    }
  }

  @Command(
      name = "accept",
      description = "Take the fleet as an aborted, halted or incomplete rollout left it.",
      footer = {"", "Example:", "  skein rollout accept r7-kqzt --reason \"fixed by 2026.11.4\""})
  static final class Accept extends VerbCommand {
    Accept(Shell shell) {
      super(shell, "accept", "accepted the fleet as rollout %s left it");
    }
  }

  @Command(
      name = "approve",
      description = "Approve a plan, or let the wave start that waits for it.",
      footer = {
        "",
        "Examples:",
        "  skein rollout approve r7-kqzt --wave 2",
        "  skein rollout approve r7-kqzt --digest sha256:56b9…"
      })
  static final class Approve extends VerbCommand {
    @Option(names = "--wave", paramLabel = "N", description = "The wave that is meant.")
    private @Nullable Integer wave;

    @Option(
        names = "--digest",
        paramLabel = "DIGEST",
        description = "The frozen set that is meant; another one is refused.")
    private @Nullable String digest;

    Approve(Shell shell) {
      super(shell, "approve", "approved rollout %s; next: skein rollout status %1$s");
    }

    @Override
    Map<String, Object> said() {
      Map<String, Object> said = new HashMap<>();
      if (wave != null) {
        said.put("wave", wave);
      }
      if (digest != null) {
        said.put("targetDigest", digest);
      }
      return said;
    }
  }

  @Command(
      name = "begin",
      description = "Start a rollout that was planned and approved.",
      footer = {"", "Example:", "  skein rollout begin r7-kqzt"})
  static final class Begin extends VerbCommand {
    Begin(Shell shell) {
      super(shell, "start", "started rollout %s; next: skein watch %1$s");
    }
  }

  @Command(
      name = "promote",
      description = {
        "Start the next wave now, or end the last bake.",
        "No approval is skipped, and no limit."
      },
      footer = {
        "",
        "Examples:",
        "  skein rollout promote r7-kqzt --wave 2",
        "  skein rollout promote r7-kqzt --full"
      })
  static final class Promote extends VerbCommand {
    @Option(
        names = "--wave",
        paramLabel = "N",
        description = "The wave to start; once it has, nothing changes.")
    private @Nullable Integer wave;

    @Option(names = "--full", description = "Skip every bake that is left instead.")
    private boolean full;

    Promote(Shell shell) {
      super(shell, "promote", "promoted rollout %s; next: skein rollout status %1$s");
    }

    @Override
    Map<String, Object> said() {
      return wave == null ? Map.of("full", full) : Map.of("full", full, "wave", wave);
    }
  }
}
