package dev.skein.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The records are the truth; each schema must name the same fields, and say which may be absent.
 */
class SchemasAgreeWithRecordsTest {
  private final List<String> differences = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void everySchemaHasTheFieldsOfItsRecord(MessageType type) {
    JsonNode schema = file(type.slug() + ".v1.json");
    assertThat(schema.path("$id").asString()).isEqualTo(Schemas.BASE + type.slug() + ".v1.json");
    assertThat(schema.path("$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.path("title").asString()).isEqualTo(type.messageClass().getSimpleName());
    compareRecord(type.messageClass(), schema, schema, type.slug());
    assertThat(differences).isEmpty();
  }

  private void compareRecord(Class<?> type, JsonNode schema, JsonNode root, String at) {
    compareFields(type, schema, root, at, Set.of());
  }

  private void compareFields(
      Class<?> type, JsonNode schema, JsonNode root, String at, Set<String> extra) {
    Set<String> names = new HashSet<>(extra);
    Set<String> required = new HashSet<>(extra);
    for (RecordComponent component : type.getRecordComponents()) {
      names.add(component.getName());
      boolean collection =
          List.class.isAssignableFrom(component.getType())
              || Map.class.isAssignableFrom(component.getType());
      if (!collection && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
      JsonNode field = schema.path("properties").path(component.getName());
      same(
          at + "." + component.getName() + " described",
          true,
          field.path("description").isString());
      compareValue(
          component.getType(),
          component.getAnnotatedType(),
          field,
          root,
          at + "." + component.getName());
    }
    same(at + " type", "object", schema.path("type").asString());
    same(at + " properties", names, Set.copyOf(schema.path("properties").propertyNames()));
    same(at + " required", required, texts(schema.path("required")));
    same(at + " tolerates more", true, schema.path("additionalProperties").asBoolean(false));
  }

  private void compareValue(
      Class<?> type, AnnotatedType full, JsonNode field, JsonNode root, String at) {
    JsonNode schema = resolve(field, root);
    JsonNode home =
        field.path("$ref").asString("").startsWith("common") ? file("common.v1.json") : root;
    if (type.isEnum()) {
      same(at, constants(type), texts(schema.path("enum")));
    } else if (type.isSealed()) {
      compareCases(type, schema, home, at);
    } else if (List.class.isAssignableFrom(type)) {
      same(at, "array", schema.path("type").asString());
      compareValue(argument(full, 0), full, schema.path("items"), home, at + "[]");
    } else if (Map.class.isAssignableFrom(type)) {
      same(at, "object", schema.path("type").asString());
      compareValue(argument(full, 1), full, schema.path("additionalProperties"), home, at + "{}");
    } else if (type.isRecord() && !isText(type)) {
      compareRecord(type, schema, home, at);
    } else {
      same(at, jsonType(type), schema.path("type").asString());
    }
  }

  private void compareCases(Class<?> type, JsonNode schema, JsonNode root, String at) {
    JsonSubTypes.Type[] cases = type.getAnnotation(JsonSubTypes.class).value();
    same(
        at + " cases in Java",
        Set.of(type.getPermittedSubclasses()),
        Set.copyOf(Arrays.stream(cases).map(JsonSubTypes.Type::value).toList()));
    Set<String> kinds = new HashSet<>();
    for (JsonNode option : schema.path("oneOf")) {
      JsonNode one = resolve(option, root);
      String kind = one.path("properties").path("kind").path("const").asString();
      kinds.add(kind);
      Arrays.stream(cases)
          .filter(known -> known.name().equals(kind))
          .forEach(
              known -> compareFields(known.value(), one, root, at + ":" + kind, Set.of("kind")));
    }
    same(
        at + " kinds",
        Set.copyOf(Arrays.stream(cases).map(JsonSubTypes.Type::name).toList()),
        kinds);
  }

  private void same(String at, Object inJava, Object inSchema) {
    if (!inJava.equals(inSchema)) {
      differences.add("%s: the record has %s but the schema %s".formatted(at, inJava, inSchema));
    }
  }

  private static JsonNode resolve(JsonNode field, JsonNode root) {
    if (!field.has("$ref")) {
      return field;
    }
    String[] reference = field.path("$ref").asString().split("#", -1);
    JsonNode document = reference[0].isEmpty() ? root : file(reference[0]);
    return resolve(document.at(reference[1]), document);
  }

  private static JsonNode file(String name) {
    return Samples.JSON.readTree(Samples.resource("/dev/skein/schemas/" + name));
  }

  private static Class<?> argument(AnnotatedType type, int index) {
    if (type instanceof AnnotatedParameterizedType
        && type.getType() instanceof ParameterizedType parameterized
        && parameterized.getActualTypeArguments()[index] instanceof Class<?> argument) {
      return argument;
    }
    throw new AssertionError("a collection of what: " + type);
  }

  /** An id, a fingerprint: a record that is written as one text. */
  private static boolean isText(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .anyMatch(
            method ->
                method.isAnnotationPresent(JsonValue.class)
                    && method.getReturnType() == String.class);
  }

  private static String jsonType(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    return type == int.class || type == long.class || Number.class.isAssignableFrom(type)
        ? "integer"
        : "string";
  }

  private static Set<String> constants(Class<?> type) {
    Set<String> names = new HashSet<>();
    for (var field : type.getFields()) {
      if (field.isEnumConstant()) {
        names.add(field.getAnnotation(JsonProperty.class).value());
      }
    }
    return names;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
