package dev.skein.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.ShardId;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document tells the same story as the code. */
class AsyncApiTest {
  private static final JsonNode DOCUMENT =
      new YAMLMapper().readTree(Samples.resource("/dev/skein/asyncapi.yaml"));
  private static final JsonNode MESSAGES = DOCUMENT.path("components").path("messages");

  @Test
  void isOfVersionThree() {
    assertThat(DOCUMENT.path("asyncapi").asString()).isEqualTo("3.0.0");
  }

  @Test
  void everyKindIsOneMessageWithItsTypeItsRecordAndItsSchema() {
    Map<String, String> expected = new TreeMap<>();
    for (MessageType type : MessageType.values()) {
      expected.put(
          type.eventType(),
          type.messageClass().getSimpleName() + " schemas/" + type.slug() + ".v1.json");
    }
    Map<String, String> found = new TreeMap<>();
    List<String> untyped = new ArrayList<>();
    for (Map.Entry<String, JsonNode> message : MESSAGES.properties()) {
      JsonNode value = message.getValue();
      String type = value.at("/headers/allOf/1/properties/ce_type/const").asString("");
      String shown = value.path("name").asString() + " " + value.at("/payload/$ref").asString("");
      if (type.isEmpty()) {
        untyped.add(message.getKey());
      } else {
        assertThat(found.put(type, shown)).as("a second message of %s", type).isNull();
      }
    }
    assertThat(found).isEqualTo(expected);
    assertThat(untyped).containsExactly("unreadableRecord");
  }

  @Test
  void everyTopicIsAChannelAndNoOther() throws IllegalAccessException {
    Set<String> topics = new TreeSet<>();
    for (var field : Topics.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        topics.add(String.valueOf(field.get(null)));
      }
    }
    topics.add(Topics.migrations(new ShardId("shard")).replace(".shard.", ".{shard}."));
    List<String> addresses = new ArrayList<>();
    DOCUMENT.path("channels").forEach(channel -> addresses.add(channel.path("address").asString()));
    assertThat(addresses).containsExactlyInAnyOrderElementsOf(topics);
  }

  @Test
  void aParameterStandsInTheAddressOfItsChannel() {
    for (JsonNode channel : DOCUMENT.path("channels")) {
      List<String> inAddress =
          java.util.regex.Pattern.compile("\\{(\\w+)}")
              .matcher(channel.path("address").asString())
              .results()
              .map(found -> found.group(1))
              .toList();
      assertThat(channel.path("parameters").propertyNames()).containsExactlyElementsOf(inAddress);
    }
  }

  @Test
  void partitionsAndCompactionAreThoseOfTheTopics() {
    Set<String> compacted = new HashSet<>();
    for (JsonNode channel : DOCUMENT.path("channels")) {
      JsonNode policy = channel.at("/bindings/kafka/topicConfiguration/cleanup.policy");
      if (!policy.isMissingNode()) {
        assertThat(policy.toString()).isEqualTo("[\"compact\"]");
        compacted.add(channel.path("address").asString());
      }
    }
    assertThat(compacted).containsExactlyInAnyOrder(Topics.CONTROL, Topics.TENANT_STATE);
    assertThat(DOCUMENT.at("/channels/commands/bindings/kafka/partitions").asInt())
        .isEqualTo(Topics.COMMAND_PARTITIONS);
  }

  @Test
  void everyMessageTravelsOverExactlyOneChannel() {
    List<String> carried = new ArrayList<>();
    for (JsonNode channel : DOCUMENT.path("channels")) {
      for (Map.Entry<String, JsonNode> message : channel.path("messages").properties()) {
        assertThat(message.getValue().path("$ref").asString())
            .isEqualTo("#/components/messages/" + message.getKey());
        carried.add(message.getKey());
      }
    }
    assertThat(carried).containsExactlyInAnyOrderElementsOf(MESSAGES.propertyNames());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = references(DOCUMENT);
    assertThat(references).hasSizeGreaterThan(60);
    for (String reference : references) {
      String[] parts = reference.split("#", -1);
      JsonNode home = parts[0].isEmpty() ? DOCUMENT : schema(parts[0]);
      assertThat((parts.length == 1 ? home : home.at(parts[1])).isObject()).as(reference).isTrue();
    }
  }

  @Test
  void everyReferenceInsideASchemaLeadsSomewhere() {
    for (String file : Samples.filesIn("/dev/skein/schemas")) {
      JsonNode schema = schema("schemas/" + file);
      for (String reference : references(schema)) {
        String[] parts = reference.split("#", -1);
        JsonNode home = parts[0].isEmpty() ? schema : schema("schemas/" + parts[0]);
        assertThat(home.at(parts[1]).isObject()).as("%s in %s", reference, file).isTrue();
      }
    }
  }

  @Test
  void everyOperationSendsOrReceivesMessagesOfItsOwnChannel() {
    Set<String> sent = new HashSet<>();
    for (Map.Entry<String, JsonNode> operation : DOCUMENT.path("operations").properties()) {
      JsonNode value = operation.getValue();
      assertThat(value.path("action").asString()).isIn("send", "receive");
      String channel = value.at("/channel/$ref").asString();
      assertThat(DOCUMENT.at(channel.substring(1)).isObject()).as(channel).isTrue();
      assertThat(value.path("messages").size()).as(operation.getKey()).isPositive();
      for (JsonNode message : value.path("messages")) {
        assertThat(message.path("$ref").asString()).startsWith(channel + "/messages/");
        if (value.path("action").asString().equals("send")) {
          sent.add(message.path("$ref").asString());
        }
      }
    }
    assertThat(sent).as("each message is sent by somebody").hasSize(MESSAGES.size());
  }

  @Test
  void theKeyOfEveryMessageHasTheFormThatTheDocumentGives() {
    for (MessageType type : MessageType.values()) {
      JsonNode message =
          MESSAGES.values().stream()
              .filter(
                  one -> one.path("name").asString().equals(type.messageClass().getSimpleName()))
              .findFirst()
              .orElseThrow();
      String form = message.at("/bindings/kafka/key/$ref").asString();
      String key = Samples.sample(type, "full").message().key();
      JsonNode value = Samples.JSON.valueToTree(key);
      assertThat(Schemas.at(form.replace("schemas/", "")).validate(value))
          .as("%s %s", type, key)
          .isEmpty();
    }
  }

  @Test
  void theHeadersOfEveryRecordAreTheOnesDescribed() {
    JsonNode described = DOCUMENT.at("/components/schemas/cloudEventHeaders");
    Set<String> names = Set.copyOf(described.path("properties").propertyNames());
    List<String> required = new ArrayList<>();
    described.path("required").forEach(name -> required.add(name.asString()));
    assertThat(required).containsExactlyInAnyOrderElementsOf(names);
    Arrays.stream(MessageType.values())
        .map(type -> Samples.CODEC.encode(Samples.sample(type, "full").message()))
        .forEach(
            record -> assertThat(record.headers()).containsOnlyKeys(names.toArray(String[]::new)));
  }

  private static JsonNode schema(String path) {
    return Samples.JSON.readTree(Samples.resource("/dev/skein/" + path));
  }

  private static List<String> references(JsonNode node) {
    List<String> found = new ArrayList<>();
    if (node.path("$ref").isString()) {
      found.add(node.path("$ref").asString());
    }
    node.forEach(child -> found.addAll(references(child)));
    return found;
  }
}
