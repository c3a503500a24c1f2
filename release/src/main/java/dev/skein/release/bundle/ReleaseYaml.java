package dev.skein.release.bundle;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.backfill.Backfills;
import dev.skein.release.backfill.BackfillsYaml;
import dev.skein.release.seed.Seed;
import dev.skein.release.seed.SeedsYaml;
import dev.skein.release.yaml.YamlDocument;
import dev.skein.release.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code release.yaml} says about a release, with defaults for what it leaves out. */
record ReleaseYaml(
    @Nullable ReleaseName name,
    Layout layout,
    @Nullable SchemaVersion legacyThrough,
    Map<String, String> placeholders,
    ReleaseSettings settings,
    Backfills backfills,
    List<Seed> seeds) {
  static final String FILE = "release.yaml";
  static final ReleaseYaml EMPTY =
      new ReleaseYaml(
          null, Layout.FLYWAY, null, Map.of(), ReleaseSettings.DEFAULT, Backfills.NONE, List.of());

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "layout",
          "legacy-through",
          "placeholders",
          "timeouts",
          "out-of-order",
          "transactions",
          BackfillsYaml.BACKFILLS,
          BackfillsYaml.REQUIRE,
          SeedsYaml.SEEDS);

  static ReleaseYaml parse(byte[] content) {
    YamlNode root = YamlDocument.parse(FILE, content).root();
    root.rejectUnknownKeys(KEYS);
    return new ReleaseYaml(
        root.optional("name")
            .map(node -> node.as("a name of letters, digits and . _ + -", ReleaseName::new))
            .orElse(null),
        root.optional("layout")
            .map(node -> node.as("the layout flyway", Layout::of))
            .orElse(Layout.FLYWAY),
        root.optional("legacy-through")
            .map(node -> node.as("a version like 1.2", SchemaVersion::new))
            .orElse(null),
        root.optional("placeholders").map(ReleaseYaml::placeholders).orElse(Map.of()),
        settings(root),
        BackfillsYaml.read(root),
        SeedsYaml.read(root));
  }

  private static Map<String, String> placeholders(YamlNode node) {
    Map<String, String> placeholders = new TreeMap<>();
    node.map()
        .forEach(
            (key, value) -> {
              try {
                placeholders.put(Manifest.requirePlaceholderName(key), value.text());
              } catch (IllegalArgumentException e) {
                throw node.atKey(key, "expected a name of letters, digits and . _ -", "");
              }
            });
    return placeholders;
  }

  private static ReleaseSettings settings(YamlNode root) {
    ReleaseSettings defaults = ReleaseSettings.DEFAULT;
    Optional<YamlNode> timeouts = root.optional("timeouts");
    timeouts.ifPresent(node -> node.rejectUnknownKeys(Set.of("statement", "lock")));
    return new ReleaseSettings(
        timeout(timeouts, "statement", defaults.statementTimeout()),
        timeout(timeouts, "lock", defaults.lockTimeout()),
        root.optional("out-of-order").map(YamlNode::bool).orElse(defaults.outOfOrder()),
        root.optional("transactions").map(ReleaseYaml::isGroup).orElse(defaults.group()));
  }

  private static Duration timeout(Optional<YamlNode> timeouts, String key, Duration unset) {
    return timeouts
        .flatMap(node -> node.optional(key))
        .map(
            node -> {
              Duration timeout = node.duration();
              if (!ReleaseSettings.isTimeout(timeout)) {
                throw node.expected("a duration from 1ms to 7d");
              }
              return timeout;
            })
        .orElse(unset);
  }

  private static boolean isGroup(YamlNode node) {
    return switch (node.text()) {
      case "group" -> true;
      case "single" -> false;
      default -> throw node.expected("group or single");
    };
  }
}
