package dev.skein.release.seed;

import dev.skein.release.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code seeds:} of {@code release.yaml}. */
public final class SeedsYaml {
  public static final String SEEDS = "seeds";

  private static final Set<String> KEYS = Set.of("environments", "labels");

  private SeedsYaml() {}

  /** In the order of the file. Anything wrong is an {@code InvalidYamlException} with the line. */
  public static List<Seed> read(YamlNode root) {
    return root.optional(SEEDS).map(SeedsYaml::seeds).orElse(List.of());
  }

  private static List<Seed> seeds(YamlNode node) {
    List<Seed> seeds = new ArrayList<>();
    for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
      if (!Seed.NAME.matcher(entry.getKey()).matches()) {
        throw node.atKey(
            entry.getKey(), "expected a seed's name of lower-case letters, digits and . _ -", "");
      }
      seeds.add(seed(entry.getKey(), entry.getValue()));
    }
    return seeds;
  }

  private static Seed seed(String name, YamlNode node) {
    node.rejectUnknownKeys(KEYS);
    Set<String> environments = new TreeSet<>();
    node.optional("environments").map(YamlNode::list).orElse(List.of()).stream()
        .map(item -> text(item, "the name of an environment"))
        .forEach(environments::add);
    Map<String, String> labels = new TreeMap<>();
    node.optional("labels")
        .map(YamlNode::map)
        .orElse(Map.of())
        .forEach((label, value) -> labels.put(label, text(value, "a label's value")));
    return new Seed(name, environments, labels);
  }

  private static String text(YamlNode node, String expected) {
    if (!Seed.isText(node.text())) {
      throw node.expected(expected);
    }
    return node.text();
  }
}
