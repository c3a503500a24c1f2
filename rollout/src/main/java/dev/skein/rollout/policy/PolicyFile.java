package dev.skein.rollout.policy;

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
  private static final int MOST = 1_000_000;

  private PolicyFile() {}

  /**
   * @param source the file's name, for errors
   * @throws InvalidYamlException naming file, line and what was expected
   */
  public static RolloutPolicy parse(String source, String text) {
    YamlNode root = YamlDocument.parse(source, text).root();
    root.rejectUnknownKeys(Set.of("canary", "waves", "halt", "retry", "per-shard"));
    RolloutPolicy standard = RolloutPolicy.standard();
    return new RolloutPolicy(
        root.optional("canary").map(PolicyFile::canary).orElse(standard.canary()),
        root.optional("waves").map(PolicyFile::waves).orElse(standard.waves()),
        root.optional("halt").map(PolicyFile::halt).orElse(standard.halt()),
        root.optional("retry").map(PolicyFile::retry).orElse(standard.retry()),
        root.optional("per-shard").map(PolicyFile::shardConcurrency).orElse(0));
  }

  private static Canary canary(YamlNode node) {
    node.rejectUnknownKeys(Set.of("count", "percent", "failures"));
    int count = integer(node, "count").orElse(0);
    double percent = node.optional("percent").map(value -> value.decimal(0, 100)).orElse(0.0);
    if (count == 0 && percent == 0) {
      throw node.expected("a canary with a count or a percentage");
    }
    return new Canary(
        count, percent, integer(node, "failures").orElse(Canary.standard().failures()));
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
    node.rejectUnknownKeys(Set.of("percent"));
    return new WaveShare(node.required("percent").decimal(0.001, 100));
  }

  private static HaltLimits halt(YamlNode node) {
    node.rejectUnknownKeys(Set.of("failures"));
    return new HaltLimits(integer(node, "failures").orElse(HaltLimits.standard().failures()));
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

  private static int shardConcurrency(YamlNode node) {
    node.rejectUnknownKeys(Set.of("concurrency"));
    return (int) node.required("concurrency").integer(1, MOST);
  }

  private static Optional<Integer> integer(YamlNode node, String key) {
    return node.optional(key).map(value -> (int) value.integer(1, MOST));
  }
}
