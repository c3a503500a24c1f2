package dev.skein.coordinator.web;

import dev.skein.contracts.codec.MessageCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON in the store's columns, by the one mapper. */
public final class Json {
  private static final JsonMapper MAPPER = MessageCodec.jsonMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private Json() {}

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  public static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  public static Map<String, String> texts(@Nullable String json) {
    return json == null ? Map.of() : MAPPER.readValue(json, TEXTS);
  }
}
