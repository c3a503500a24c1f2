package dev.skein.release.bundle;

import dev.skein.release.seed.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Seeds in a manifest. A release without any says nothing of them, and keeps the digest that it
 * always had.
 */
final class SeedsJson {
  private static final String SEEDS = "seeds";

  private SeedsJson() {}

  static void write(ObjectNode root, List<Seed> seeds) {
    if (seeds.isEmpty()) {
      return;
    }
    ArrayNode list = root.putArray(SEEDS);
    for (Seed seed : seeds) {
      ObjectNode one = list.addObject();
      ArrayNode environments = one.putArray("environments");
      seed.environments().forEach(environments::add);
      ObjectNode labels = one.putObject("labels");
      seed.labels().forEach(labels::put);
      one.put("name", seed.name());
    }
  }

  static List<Seed> read(JsonNode root) {
    List<Seed> seeds = new ArrayList<>();
    for (JsonNode node : root.path(SEEDS)) {
      Set<String> environments = new TreeSet<>();
      for (JsonNode environment : node.path("environments")) {
        environments.add(ManifestJson.text("environments", environment));
      }
      Map<String, String> labels = new TreeMap<>();
      JsonNode of = node.path("labels");
      for (String label : of.propertyNames()) {
        labels.put(label, ManifestJson.text(of, label));
      }
      seeds.add(new Seed(ManifestJson.text(node, "name"), environments, labels));
    }
    return seeds;
  }
}
