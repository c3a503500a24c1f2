package dev.skein.rollout.policy;

import dev.skein.release.yaml.YamlNode;
import java.util.Set;

/** The {@code halt} of a policy file. */
final class HaltFile {
  private HaltFile() {}

  /** A percentage stands for the number that is left out; both together halt by either. */
  static HaltLimits read(YamlNode node) {
    node.rejectUnknownKeys(
        Set.of(
            "failures",
            "failure-percent",
            "minimum-sample",
            "same-signature",
            "unknown",
            "standstill"));
    HaltLimits standard = HaltLimits.standard();
    double percent =
        node.optional("failure-percent").map(value -> value.decimal(0.001, 100)).orElse(0.0);
    if (percent == 0 && node.optional("minimum-sample").isPresent()) {
      throw node.atKey("minimum-sample", "expected a failure-percent that needs a sample", "");
    }
    return new HaltLimits(
        PolicyFile.integer(node, "failures").orElse(percent > 0 ? 0 : standard.failures()),
        percent,
        PolicyFile.integer(node, "minimum-sample").orElse(standard.minimumSample()),
        node.optional("same-signature")
            .map(HaltFile::sameSignature)
            .orElse(standard.sameSignature()),
        node.optional("unknown").map(PolicyFile::positive).orElse(standard.unknown()),
        node.optional("standstill").map(PolicyFile::positive).orElse(standard.standstill()));
  }

  private static SameSignature sameSignature(YamlNode node) {
    node.rejectUnknownKeys(Set.of("tenants", "shards"));
    SameSignature standard = SameSignature.standard();
    return new SameSignature(
        PolicyFile.integer(node, "tenants").orElse(standard.tenants()),
        PolicyFile.integer(node, "shards").orElse(standard.shards()));
  }
}
