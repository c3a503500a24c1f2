package dev.skein.release.bundle;

import dev.skein.contracts.id.BackfillName;
import dev.skein.release.backfill.Backfill;
import dev.skein.release.backfill.Backfills;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Backfills in a manifest, every setting written out, so that a later default changes none. A
 * release without any says nothing of them, and keeps the digest that it always had.
 */
final class BackfillsJson {
  private static final String BACKFILLS = "backfills";
  private static final String REQUIRE = "require";

  private BackfillsJson() {}

  static void writeOwn(ObjectNode root, Backfills backfills) {
    if (backfills.own().isEmpty()) {
      return;
    }
    ArrayNode list = root.putArray(BACKFILLS);
    for (Backfill backfill : backfills.own()) {
      ObjectNode one =
          list.addObject()
              .put("batch", backfill.batch())
              .put("batchTimeMillis", backfill.batchTime().toMillis())
              .put("maxBatch", backfill.maxBatch())
              .put("maxBatches", backfill.maxBatches())
              .put("name", backfill.name().value())
              .put("pauseMillis", backfill.pause().toMillis());
      if (backfill.startAfter() != null) {
        one.put("startAfter", backfill.startAfter());
      }
      one.put("timeoutMillis", backfill.timeout().toMillis());
    }
  }

  static void writeRequired(ObjectNode root, Backfills backfills) {
    if (!backfills.required().isEmpty()) {
      ArrayNode list = root.putArray(REQUIRE);
      backfills.required().forEach(name -> list.add(name.value()));
    }
  }

  static Backfills read(JsonNode root) {
    List<Backfill> own = new ArrayList<>();
    List<BackfillName> required = new ArrayList<>();
    for (JsonNode node : root.path(BACKFILLS)) {
      own.add(backfill(node));
    }
    for (JsonNode node : root.path(REQUIRE)) {
      required.add(new BackfillName(ManifestJson.text(REQUIRE, node)));
    }
    return new Backfills(own, required);
  }

  private static Backfill backfill(JsonNode node) {
    return new Backfill(
        new BackfillName(ManifestJson.text(node, "name")),
        integer(node, "batch"),
        integer(node, "maxBatch"),
        millis(node, "batchTimeMillis"),
        millis(node, "pauseMillis"),
        millis(node, "timeoutMillis"),
        integer(node, "maxBatches"),
        node.has("startAfter") ? ManifestJson.text(node, "startAfter") : null);
  }

  private static int integer(JsonNode node, String key) {
    long number = ManifestJson.number(node, key);
    if (number != (int) number) {
      throw new IllegalArgumentException(
          "expected %s of at most %d but got %d".formatted(key, Integer.MAX_VALUE, number));
    }
    return (int) number;
  }

  private static Duration millis(JsonNode node, String key) {
    return Duration.ofMillis(ManifestJson.number(node, key));
  }
}
