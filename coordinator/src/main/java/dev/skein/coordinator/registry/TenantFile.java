package dev.skein.coordinator.registry;

import dev.skein.contracts.command.TenantTarget;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.release.yaml.YamlDocument;
import dev.skein.release.yaml.YamlNode;
import dev.skein.rollout.block.Window;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of tenants: CSV with a header, or YAML, of which JSON is a part. Every bad line is
 * named at once.
 */
final class TenantFile {
  private static final List<String> COLUMNS =
      List.of("id", "shard", "database", "schema", "labels");

  /** May stand behind them. */
  private static final String WINDOWS = "windows";

  private static final int SHOWN_PROBLEMS = 20;

  private final List<TenantEntry> entries = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private TenantFile() {}

  static List<TenantEntry> csv(String text) {
    TenantFile file = new TenantFile();
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      List<String> header = parser.getHeaderNames();
      if (!header.equals(COLUMNS) && !header.equals(with(WINDOWS))) {
        throw RefusedException.invalid(
            "expected the header \"%s\", with \",%s\" or without, but got \"%s\""
                .formatted(String.join(",", COLUMNS), WINDOWS, String.join(",", header)));
      }
      for (CSVRecord row : parser) {
        file.row(row, (int) parser.getCurrentLineNumber());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory could not be read", e);
    }
    return file.checked();
  }

  static List<TenantEntry> yaml(String text) {
    TenantFile file = new TenantFile();
    YamlNode root = YamlDocument.parse("tenants", text).root();
    YamlNode list = root.isMap() ? root.required("tenants") : root;
    for (YamlNode node : list.list()) {
      node.rejectUnknownKeys(Set.copyOf(with(WINDOWS)));
      Map<String, String> labels = new LinkedHashMap<>();
      node.optional("labels")
          .ifPresent(map -> map.map().forEach((name, value) -> labels.put(name, value.text())));
      file.entry(
          node.line(),
          node.required("id").text(),
          node.required("shard").text(),
          node.required("database").text(),
          node.optional("schema").map(YamlNode::text).orElse("public"),
          labels,
          node.optional(WINDOWS)
              .map(texts -> texts.list().stream().map(YamlNode::text).toList())
              .orElse(null));
    }
    return file.checked();
  }

  private static List<String> with(String column) {
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.add(column);
    return columns;
  }

  private void row(CSVRecord row, int line) {
    if (!row.isConsistent()) {
      problems.add(
          "line %d: expected %d columns but got %d"
              .formatted(line, row.getParser().getHeaderNames().size(), row.size()));
      return;
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String pair : row.get("labels").split(";", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 1) {
        problems.add(
            "line %d: expected labels like tier=gold;region=eu but got \"%s\""
                .formatted(line, pair));
        return;
      }
      labels.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
    }
    String schema = row.get("schema").isBlank() ? "public" : row.get("schema");
    List<String> windows =
        row.isMapped(WINDOWS)
            ? Stream.of(row.get(WINDOWS).split(";", -1))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .toList()
            : null;
    entry(line, row.get("id"), row.get("shard"), row.get("database"), schema, labels, windows);
  }

  private void entry(
      int line,
      String id,
      String shard,
      String database,
      String schema,
      Map<String, String> labels,
      @Nullable List<String> windows) {
    try {
      entries.add(
          new TenantEntry(
              line,
              new TenantTarget(new TenantId(id), new ShardId(shard), database, schema, labels),
              windows == null ? null : windows.stream().map(Window::parse).toList()));
    } catch (IllegalArgumentException e) {
      problems.add("line %d: %s".formatted(line, e.getMessage()));
    }
  }

  private List<TenantEntry> checked() {
    Map<TenantId, Integer> seen = new LinkedHashMap<>();
    for (TenantEntry entry : entries) {
      Integer first = seen.putIfAbsent(entry.target().tenant(), entry.line());
      if (first != null) {
        problems.add(
            "line %d: expected each tenant once but %s stands in line %d too"
                .formatted(entry.line(), entry.target().tenant(), first));
      }
    }
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
    if (entries.isEmpty()) {
      throw RefusedException.invalid("expected at least one tenant but the file holds none");
    }
    return entries;
  }

  static RefusedException refused(List<String> problems) {
    List<String> shown = problems.subList(0, Math.min(problems.size(), SHOWN_PROBLEMS));
    String more =
        problems.size() > shown.size()
            ? "\n… and %d more".formatted(problems.size() - shown.size())
            : "";
    return RefusedException.invalid(String.join("\n", shown) + more)
        .with("problems", List.copyOf(problems));
  }
}
