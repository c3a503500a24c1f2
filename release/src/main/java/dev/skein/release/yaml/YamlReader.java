package dev.skein.release.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;

/**
 * Builds the tree from the parser's events, so that a tag or an alias is refused when met, before
 * anything is constructed from it.
 */
final class YamlReader {
  private static final int DEPTH = 20;
  private static final int CODE_POINTS = 1 << 20;

  private final String source;

  YamlReader(String source) {
    this.source = source;
  }

  YamlNode read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(CODE_POINTS);
    options.setMaxAliasesForCollections(0);
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(DEPTH);
    options.setProcessComments(false);
    try {
      return document(new Yaml(options).parse(new StringReader(text)).iterator());
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new InvalidYamlException(at(line) + "expected valid YAML but " + e.getProblem());
    } catch (YAMLException e) {
      throw new InvalidYamlException(
          source + ": expected valid YAML but " + Shown.of(String.valueOf(e.getMessage())));
    }
  }

  private YamlNode document(Iterator<Event> events) {
    YamlNode root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && root != null) {
        throw refused(event, "one document", "a second");
      }
      if (event instanceof NodeEvent node) {
        root = node(node, events, 1);
      }
      if (event instanceof StreamEndEvent) {
        break;
      }
    }
    return root == null ? new YamlNode(source, 1, new YamlNode.Scalar("", true)) : root;
  }

  private YamlNode node(NodeEvent event, Iterator<Event> events, int depth) {
    if (event instanceof AliasEvent) {
      throw refused(event, "a value", "the alias *" + Shown.of(event.getAnchor()));
    }
    if (event.getAnchor() != null) {
      throw refused(event, "a value", "the anchor &" + Shown.of(event.getAnchor()));
    }
    if (depth > DEPTH) {
      throw refused(event, "at most " + DEPTH + " levels", "one more");
    }
    String tag = tag(event);
    if (tag != null) {
      throw refused(event, "no tags", Shown.of(tag));
    }
    YamlNode.Content content =
        switch (event) {
          case ScalarEvent scalar ->
              new YamlNode.Scalar(scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
          case MappingStartEvent _ -> mapping(events, depth);
          default -> sequence(events, depth);
        };
    return new YamlNode(source, line(event), content);
  }

  private YamlNode.Mapping mapping(Iterator<Event> events, int depth) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    Event next = events.next();
    while (!(next instanceof MappingEndEvent)) {
      YamlNode key = node((NodeEvent) next, events, depth + 1);
      YamlNode value = node((NodeEvent) events.next(), events, depth + 1);
      if (entries.putIfAbsent(key.text(), value) != null) {
        throw refused(next, "each key once", "\"%s\" again".formatted(Shown.of(key.text())));
      }
      lines.put(key.text(), line(next));
      next = events.next();
    }
    return new YamlNode.Mapping(entries, lines);
  }

  private YamlNode.Sequence sequence(Iterator<Event> events, int depth) {
    List<YamlNode> items = new ArrayList<>();
    Event next = events.next();
    while (!(next instanceof SequenceEndEvent)) {
      items.add(node((NodeEvent) next, events, depth + 1));
      next = events.next();
    }
    return new YamlNode.Sequence(items);
  }

  private static @Nullable String tag(NodeEvent event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case CollectionStartEvent collection -> collection.getTag();
      default -> null;
    };
  }

  private InvalidYamlException refused(Event event, String expected, String but) {
    return new InvalidYamlException(
        "%sexpected %s but got %s".formatted(at(line(event)), expected, but));
  }

  private String at(int line) {
    return "%s line %d: ".formatted(source, line);
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
