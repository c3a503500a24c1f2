package dev.skein.release.backfill;

import dev.skein.contracts.id.BackfillName;
import dev.skein.release.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code backfills:} and {@code require:} of {@code release.yaml}. */
public final class BackfillsYaml {
  public static final String BACKFILLS = "backfills";
  public static final String REQUIRE = "require";

  private static final Set<String> KEYS =
      Set.of("batch", "max-batch", "batch-time", "pause", "timeout", "max-batches", "start-after");
  private static final String NAME = "a backfill's name of lower-case letters, digits and . _ -";
  private static final int BATCH = 1000;
  private static final int GROWTH = 10;
  private static final int MAX_BATCHES = 100_000;

  private BackfillsYaml() {}

  /** Anything wrong is an {@code InvalidYamlException} that names the line. */
  public static Backfills read(YamlNode root) {
    List<Backfill> own =
        root.optional(BACKFILLS).map(BackfillsYaml::own).orElse(List.<Backfill>of());
    Set<BackfillName> seen = new HashSet<>();
    own.forEach(backfill -> seen.add(backfill.name()));
    List<BackfillName> required = new ArrayList<>();
    for (YamlNode node : root.optional(REQUIRE).map(YamlNode::list).orElse(List.of())) {
      BackfillName name = node.as(NAME, BackfillName::new);
      if (!seen.add(name)) {
        throw node.expected(
            "each backfill once: one that is required is of an earlier release, and neither under"
                + " backfills nor twice here,");
      }
      required.add(name);
    }
    return new Backfills(own, required);
  }

  private static List<Backfill> own(YamlNode node) {
    List<Backfill> own = new ArrayList<>();
    for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
      BackfillName name;
      try {
        name = new BackfillName(entry.getKey());
      } catch (IllegalArgumentException e) {
        throw node.atKey(entry.getKey(), "expected " + NAME, "");
      }
      own.add(backfill(name, entry.getValue()));
    }
    return own;
  }

  private static Backfill backfill(BackfillName name, YamlNode node) {
    node.rejectUnknownKeys(KEYS);
    int batch = number(node, "batch", 1, Backfill.MOST_ROWS, BATCH);
    return new Backfill(
        name,
        batch,
        number(
            node,
            "max-batch",
            batch,
            Backfill.MOST_ROWS,
            (int) Math.min(Backfill.MOST_ROWS, (long) GROWTH * batch)),
        duration(
            node,
            "batch-time",
            Backfill.SHORTEST_BATCH,
            Backfill.LONGEST_BATCH,
            Duration.ofMillis(500)),
        duration(node, "pause", Backfill.SHORTEST_PAUSE, Backfill.HOUR, Duration.ofMillis(100)),
        duration(node, "timeout", Backfill.SHORTEST_TIMEOUT, Backfill.HOUR, Duration.ofSeconds(30)),
        number(node, "max-batches", 1, Backfill.MOST_BATCHES, MAX_BATCHES),
        startAfter(node));
  }

  private static @Nullable String startAfter(YamlNode node) {
    Optional<YamlNode> key = node.optional("start-after");
    if (key.isPresent() && key.get().text().length() > Backfill.LONGEST_KEY) {
      throw key.get().expected("a key of at most %d characters".formatted(Backfill.LONGEST_KEY));
    }
    return key.map(YamlNode::text).orElse(null);
  }

  private static int number(YamlNode node, String key, int min, int max, int unset) {
    return node.optional(key).map(value -> (int) value.integer(min, max)).orElse(unset);
  }

  private static Duration duration(
      YamlNode node, String key, Duration min, Duration max, Duration unset) {
    return node.optional(key)
        .map(
            value -> {
              Duration duration = value.duration();
              if (!Backfill.isWithin(duration, min, max)) {
                throw value.expected("a duration from %s to %s".formatted(shown(min), shown(max)));
              }
              return duration;
            })
        .orElse(unset);
  }

  private static String shown(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    return duration.equals(Backfill.HOUR) ? "1h" : duration.toSeconds() + "s";
  }
}
