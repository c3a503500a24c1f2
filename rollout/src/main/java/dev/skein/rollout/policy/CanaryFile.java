package dev.skein.rollout.policy;

import dev.skein.contracts.id.TenantId;
import dev.skein.release.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The {@code canary} of a policy file. */
final class CanaryFile {
  private CanaryFile() {}

  static Canary read(YamlNode node) {
    node.rejectUnknownKeys(
        Set.of("tenants", "labels", "count", "percent", "bake", "failures", "same-signature"));
    Canary standard = Canary.standard();
    Set<TenantId> tenants = node.optional("tenants").map(CanaryFile::tenants).orElse(Set.of());
    Map<String, String> labels = node.optional("labels").map(CanaryFile::labels).orElse(Map.of());
    int count = PolicyFile.integer(node, "count").orElse(0);
    double percent = node.optional("percent").map(value -> value.decimal(0, 100)).orElse(0.0);
    if (tenants.isEmpty() && labels.isEmpty() && count == 0 && percent == 0) {
      throw node.expected("a canary with tenants, labels, a count or a percentage");
    }
    return new Canary(
        tenants,
        labels,
        count,
        percent,
        node.optional("bake").map(YamlNode::duration).orElse(Duration.ZERO),
        PolicyFile.integer(node, "failures").orElse(standard.failures()),
        PolicyFile.integer(node, "same-signature").orElse(standard.sameSignature()));
  }

  private static Set<TenantId> tenants(YamlNode node) {
    Set<TenantId> tenants = new LinkedHashSet<>();
    for (YamlNode item : node.list()) {
      if (!tenants.add(item.as("a tenant id", TenantId::new))) {
        throw item.expected("each tenant once");
      }
    }
    return tenants;
  }

  private static Map<String, String> labels(YamlNode node) {
    Map<String, String> labels = new LinkedHashMap<>();
    node.map().forEach((label, value) -> labels.put(label, value.text()));
    return labels;
  }
}
