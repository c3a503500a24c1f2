package dev.skein.release.bundle;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The manifest's one written form. Keys are written in alphabetical order; a reader writes what it
 * read again and compares, so that no second form of the same release exists.
 */
final class ManifestJson {
  /** Raised when the meaning of a key changes. */
  private static final int FORMAT = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestJson() {}

  static byte[] write(Manifest manifest) {
    ObjectNode root = MAPPER.createObjectNode();
    BackfillsJson.writeOwn(root, manifest.backfills());
    ArrayNode files = root.putArray("files");
    for (ManifestFile file : manifest.files()) {
      files
          .addObject()
          .put("bytes", file.bytes())
          .put("path", file.path())
          .put("sha256", file.sha256());
    }
    root.put("format", FORMAT);
    root.put("layout", manifest.layout().label());
    SchemaVersion legacyThrough = manifest.legacyThrough();
    if (legacyThrough != null) {
      root.put("legacyThrough", legacyThrough.value());
    }
    root.put("name", manifest.name().value());
    ObjectNode placeholders = root.putObject("placeholders");
    manifest.placeholders().forEach(placeholders::put);
    BackfillsJson.writeRequired(root, manifest.backfills());
    SeedsJson.write(root, manifest.seeds());
    ReleaseSettings settings = manifest.settings();
    root.putObject("settings")
        .put("group", settings.group())
        .put("lockTimeoutMillis", settings.lockTimeout().toMillis())
        .put("outOfOrder", settings.outOfOrder())
        .put("statementTimeoutMillis", settings.statementTimeout().toMillis());
    return MAPPER.writeValueAsBytes(root);
  }

  static Manifest read(byte[] json) {
    Manifest manifest;
    try {
      manifest = manifest(MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw invalid("expected JSON but " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
    if (!Arrays.equals(json, write(manifest))) {
      throw invalid("expected the canonical form, sorted and without spaces or other keys");
    }
    return manifest;
  }

  private static Manifest manifest(JsonNode root) {
    long format = number(root, "format");
    if (format != FORMAT) {
      throw new IllegalArgumentException("expected format %d but got %d".formatted(FORMAT, format));
    }
    JsonNode settings = child(root, "settings");
    JsonNode legacyThrough = root.get("legacyThrough");
    return new Manifest(
        new ReleaseName(text(root, "name")),
        Layout.of(text(root, "layout")),
        legacyThrough == null ? null : new SchemaVersion(text(root, "legacyThrough")),
        new ReleaseSettings(
            Duration.ofMillis(number(settings, "statementTimeoutMillis")),
            Duration.ofMillis(number(settings, "lockTimeoutMillis")),
            flag(settings, "outOfOrder"),
            flag(settings, "group")),
        placeholders(child(root, "placeholders")),
        files(child(root, "files")),
        BackfillsJson.read(root),
        SeedsJson.read(root));
  }

  private static Map<String, String> placeholders(JsonNode node) {
    Map<String, String> placeholders = new TreeMap<>();
    for (String name : node.propertyNames()) {
      placeholders.put(name, text(node, name));
    }
    return placeholders;
  }

  private static List<ManifestFile> files(JsonNode node) {
    List<ManifestFile> files = new ArrayList<>();
    for (JsonNode file : node) {
      files.add(new ManifestFile(text(file, "path"), number(file, "bytes"), text(file, "sha256")));
    }
    return files;
  }

  static String text(JsonNode parent, String key) {
    return text(key, child(parent, key));
  }

  static String text(String key, JsonNode node) {
    if (!node.isString()) {
      throw unexpected(key, "a text", node);
    }
    return node.stringValue();
  }

  static long number(JsonNode parent, String key) {
    JsonNode node = child(parent, key);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw unexpected(key, "a whole number", node);
    }
    return node.longValue();
  }

  private static boolean flag(JsonNode parent, String key) {
    JsonNode node = child(parent, key);
    if (!node.isBoolean()) {
      throw unexpected(key, "true or false", node);
    }
    return node.booleanValue();
  }

  private static JsonNode child(JsonNode parent, String key) {
    JsonNode node = parent.get(key);
    if (node == null) {
      throw new IllegalArgumentException("expected the key \"%s\" but got none".formatted(key));
    }
    return node;
  }

  private static IllegalArgumentException unexpected(String key, String expected, JsonNode node) {
    return new IllegalArgumentException(
        "expected %s at \"%s\" but got %s"
            .formatted(expected, key, Problems.shown(node.toString())));
  }

  private static InvalidReleaseException invalid(String problem) {
    return new Problems().and("manifest.json: " + problem);
  }
}
