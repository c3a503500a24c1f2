package dev.skein.cli.policy;

import dev.skein.contracts.command.BackupRule;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A policy in words: what goes when, and what stops it. */
final class PolicyLines {
  private PolicyLines() {}

  static List<String> of(RolloutPolicy policy) {
    List<String> lines = new ArrayList<>();
    lines.add(row("canary", canary(policy.canary())));
    for (int i = 0; i < policy.waves().size(); i++) {
      lines.add(row("wave " + (i + 1), wave(policy.waves().get(i))));
    }
    lines.add(row("halts", halts(policy)));
    lines.add(
        row(
            "retries",
            "%d attempts, %s to %s apart"
                .formatted(
                    policy.retry().attempts(),
                    time(policy.retry().first()),
                    time(policy.retry().longest()))));
    int concurrency = policy.perShard().concurrency();
    lines.add(
        row(
            "per shard",
            "%s at once; paused alone after %d errors in a row"
                .formatted(
                    concurrency == 0 ? "as many as the shard takes" : "at most " + concurrency,
                    policy.perShard().errors())));
    Duration deadline = policy.deadline();
    lines.add(row("deadline", deadline == null ? "none" : time(deadline)));
    String scope = policy.fingerprint().scope().name().toLowerCase(Locale.ROOT);
    double percent = policy.fingerprint().percent();
    lines.add(row("fingerprint", percent > 0 ? scope + " of " + number(percent) + " %" : scope));
    lines.add(
        row(
            "backup",
            policy.backup() == BackupRule.REQUIRED
                ? "of each tenant before its first script, or it is not touched"
                : "none"));
    return lines;
  }

  private static String canary(Canary canary) {
    List<String> picks = new ArrayList<>();
    if (!canary.tenants().isEmpty()) {
      picks.add(
          String.join(", ", canary.tenants().stream().map(Object::toString).sorted().toList()));
    }
    if (!canary.labels().isEmpty()) {
      picks.add("all with " + new TreeMap<>(canary.labels()));
    }
    if (canary.count() > 0) {
      picks.add(canary.count() + (canary.count() == 1 ? " tenant" : " tenants"));
    }
    if (canary.percent() > 0) {
      picks.add(number(canary.percent()) + " %");
    }
    return String.join(" + ", picks) + bakes(canary.bake());
  }

  private static String wave(WaveShare wave) {
    return "up to "
        + number(wave.percent())
        + " %"
        + bakes(wave.bake())
        + (wave.approval() ? ", waits for approval" : "");
  }

  private static String bakes(Duration bake) {
    return bake.isZero() ? "" : ", bakes " + time(bake);
  }

  private static String halts(RolloutPolicy policy) {
    HaltLimits halt = policy.halt();
    List<String> limits = new ArrayList<>();
    limits.add("canary at %d failed".formatted(policy.canary().failures()));
    if (halt.failures() > 0) {
      limits.add("later at %d".formatted(halt.failures()));
    }
    if (halt.failurePercent() > 0) {
      limits.add(
          "at %s %% once %d are done"
              .formatted(number(halt.failurePercent()), halt.minimumSample()));
    }
    limits.add(
        "at %d alike on %d shards"
            .formatted(halt.sameSignature().tenants(), halt.sameSignature().shards()));
    limits.add("unknown for " + time(halt.unknown()));
    limits.add("nothing moving for " + time(halt.standstill()));
    return String.join("; ", limits);
  }

  private static String row(String what, String value) {
    return "%-12s %s".formatted(what, value);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf(Math.round(value)) : String.valueOf(value);
  }

  /** As it would be written in the file. */
  private static String time(Duration time) {
    long millis = time.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
