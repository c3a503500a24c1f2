package dev.skein.rollout.policy;

import dev.skein.contracts.command.BackupRule;
import dev.skein.release.yaml.InvalidYamlException;
import dev.skein.release.yaml.YamlDocument;
import dev.skein.release.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a policy file; what it leaves out is as in {@link RolloutPolicy#standard()}. */
public final class PolicyFile {
  private static final Pattern RANGE =
      Pattern.compile("([0-9]{1,9}(?:ms|s|m|h|d))\\.\\.([0-9]{1,9}(?:ms|s|m|h|d))");
  static final int MOST = 1_000_000;

  private PolicyFile() {}

  /**
   * @param source the file's name, for errors
   * @throws InvalidYamlException naming file, line and what was expected
   */
  public static RolloutPolicy parse(String source, String text) {
    YamlNode root = YamlDocument.parse(source, text).root();
    root.rejectUnknownKeys(
        Set.of("canary", "waves", "halt", "retry", "per-shard", "deadline", "verify", "backup"));
    RolloutPolicy standard = RolloutPolicy.standard();
    return new RolloutPolicy(
        root.optional("canary").map(CanaryFile::read).orElse(standard.canary()),
        root.optional("waves").map(PolicyFile::waves).orElse(standard.waves()),
        root.optional("halt").map(HaltFile::read).orElse(standard.halt()),
        root.optional("retry").map(PolicyFile::retry).orElse(standard.retry()),
        root.optional("per-shard").map(PolicyFile::perShard).orElse(standard.perShard()),
        root.optional("deadline").map(PolicyFile::positive).orElse(null),
        root.optional("verify").map(PolicyFile::verify).orElse(standard.fingerprint()),
        root.optional("backup").map(PolicyFile::backup).orElse(standard.backup()));
  }

  private static List<WaveShare> waves(YamlNode node) {
    List<WaveShare> waves = node.list().stream().map(PolicyFile::wave).toList();
    double reached = 0;
    for (int i = 0; i < waves.size(); i++) {
      double percent = waves.get(i).percent();
      if (percent <= reached) {
        throw node.list().get(i).required("percent").expected("a percentage above " + reached);
      }
      reached = percent;
    }
    if (reached != 100) {
      throw node.expected("a last wave with percent: 100");
    }
    return waves;
  }

  private static WaveShare wave(YamlNode node) {
    node.rejectUnknownKeys(Set.of("percent", "bake", "approval"));
    return new WaveShare(
        node.required("percent").decimal(0.001, 100),
        node.optional("bake").map(YamlNode::duration).orElse(Duration.ZERO),
        node.optional("approval").map(YamlNode::bool).orElse(false));
  }

  private static RetryPolicy retry(YamlNode node) {
    node.rejectUnknownKeys(Set.of("attempts", "backoff"));
    RetryPolicy standard = RetryPolicy.standard();
    int attempts = integer(node, "attempts").orElse(standard.attempts());
    Optional<YamlNode> backoff = node.optional("backoff");
    if (backoff.isEmpty()) {
      return new RetryPolicy(attempts, standard.first(), standard.longest());
    }
    Matcher range = RANGE.matcher(backoff.get().text());
    if (!range.matches()) {
      throw backoff.get().expected("a back-off like 500ms..60s");
    }
    Duration first = duration(range.group(1));
    Duration longest = duration(range.group(2));
    if (first.isZero() || longest.compareTo(first) < 0) {
      throw backoff.get().expected("a back-off from a positive time to a longer one");
    }
    return new RetryPolicy(attempts, first, longest);
  }

  private static Duration duration(String text) {
    return YamlDocument.parse("", "\"" + text + "\"").root().duration();
  }

  private static ShardLimits perShard(YamlNode node) {
    node.rejectUnknownKeys(Set.of("concurrency", "errors"));
    if (node.map().isEmpty()) {
      throw node.expected("a concurrency or a number of errors");
    }
    ShardLimits standard = ShardLimits.standard();
    return new ShardLimits(
        integer(node, "concurrency").orElse(standard.concurrency()),
        integer(node, "errors").orElse(standard.errors()));
  }

  private static BackupRule backup(YamlNode node) {
    return switch (node.text()) {
      case "required" -> BackupRule.REQUIRED;
      case "off" -> BackupRule.OFF;
      default -> throw node.expected("required or off");
    };
  }

  private static FingerprintCheck verify(YamlNode node) {
    node.rejectUnknownKeys(Set.of("fingerprint"));
    YamlNode scope = node.required("fingerprint");
    return switch (scope.text()) {
      case "off" -> new FingerprintCheck(FingerprintCheck.Scope.OFF, 0);
      case "canary" -> new FingerprintCheck(FingerprintCheck.Scope.CANARY, 0);
      case "all" -> new FingerprintCheck(FingerprintCheck.Scope.ALL, 0);
      default -> {
        String expected = "canary, sample 5%, all or off";
        Matcher sample = SAMPLE.matcher(scope.text());
        if (!sample.matches()) {
          throw scope.expected(expected);
        }
        yield scope.as(
            expected,
            _ ->
                new FingerprintCheck(
                    FingerprintCheck.Scope.SAMPLE, Double.parseDouble(sample.group(1))));
      }
    };
  }

  private static final Pattern SAMPLE = Pattern.compile("sample ([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");

  static Optional<Integer> integer(YamlNode node, String key) {
    return node.optional(key).map(value -> (int) value.integer(1, MOST));
  }

  static Duration positive(YamlNode node) {
    Duration duration = node.duration();
    if (!duration.isPositive()) {
      throw node.expected("a duration above 0");
    }
    return duration;
  }
}
