package dev.skein.contracts.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Copies of a JSON value that differ in one place. */
final class Mutations {
  /** Objects that are maps from names to values: their keys are data. */
  private static final Set<String> MAPS = Set.of("labels", "placeholders", "offsets");

  private Mutations() {}

  /** Every field of every record in the value, as pointers; keys of maps are left out. */
  static List<JsonPointer> fields(JsonNode root) {
    return objects(root).stream()
        .flatMap(at -> ((ObjectNode) root.at(at)).propertyNames().stream().map(at::appendProperty))
        .toList();
  }

  /** Every place that holds one text, number or boolean. */
  static List<JsonPointer> scalars(JsonNode root) {
    List<JsonPointer> found = new ArrayList<>();
    walk(
        root,
        JsonPointer.empty(),
        at -> {
          if (root.at(at).isValueNode()) {
            found.add(at);
          }
        });
    return found;
  }

  /** Every object that stands for a record. */
  static List<JsonPointer> objects(JsonNode root) {
    List<JsonPointer> found = new ArrayList<>();
    walk(
        root,
        JsonPointer.empty(),
        at -> {
          JsonPointer last = at.last();
          if (root.at(at).isObject()
              && (last == null || !MAPS.contains(last.getMatchingProperty()))) {
            found.add(at);
          }
        });
    return found;
  }

  static JsonNode without(JsonNode root, JsonPointer field) {
    JsonNode copy = root.deepCopy();
    ((ObjectNode) copy.at(field.head())).remove(field.last().getMatchingProperty());
    return copy;
  }

  static JsonNode with(JsonNode root, JsonPointer place, JsonNode value) {
    JsonNode copy = root.deepCopy();
    JsonNode parent = copy.at(place.head());
    if (parent instanceof ArrayNode array) {
      array.set(place.last().getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
    }
    return copy;
  }

  /** Values of every JSON type but the place's own, the look-alikes first ("5" for 5). */
  static Stream<JsonNode> ofOtherTypes(JsonNode value) {
    var nodes = Samples.JSON.getNodeFactory();
    List<JsonNode> others = new ArrayList<>();
    if (!value.isString()) {
      others.add(nodes.stringNode(value.isValueNode() ? value.asString() : "x"));
      others.add(nodes.stringNode(""));
    }
    if (!value.isNumber()) {
      others.add(nodes.numberNode(5));
      others.add(nodes.numberNode(0));
    }
    if (!value.isBoolean()) {
      others.add(nodes.booleanNode(true));
    }
    if (!value.isObject()) {
      others.add(nodes.objectNode());
    }
    if (!value.isArray()) {
      others.add(nodes.arrayNode());
      others.add(nodes.arrayNode().add(value));
    }
    others.add(nodes.numberNode(1.5));
    return others.stream();
  }

  private static void walk(JsonNode node, JsonPointer at, Consumer<JsonPointer> visit) {
    visit.accept(at);
    if (node.isObject()) {
      node.properties().forEach(e -> walk(e.getValue(), at.appendProperty(e.getKey()), visit));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), at.appendIndex(i), visit);
      }
    }
  }
}
