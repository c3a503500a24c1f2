package dev.skein.contracts.codec;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads durations and moments from ISO 8601 text alone. Jackson would also take numbers, and an
 * empty text for null, which the schemas do not know.
 */
final class StrictTimes extends SimpleModule {
  StrictTimes() {
    super("skein-strict-times");
    addDeserializer(Duration.class, new Reader<>(Duration.class, Duration::parse));
    addDeserializer(Instant.class, new Reader<>(Instant.class, Instant::parse));
  }

  private static final class Reader<T> extends StdDeserializer<T> {
    private final Class<T> type;
    private final transient Function<String, T> parse;

    Reader(Class<T> type, Function<String, T> parse) {
      super(type);
      this.type = type;
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return type.cast(context.handleUnexpectedToken(type, parser));
      }
      String text = parser.getString();
      try {
        return parse.apply(text);
      } catch (DateTimeException e) {
        return type.cast(context.handleWeirdStringValue(type, text, "not ISO 8601"));
      }
    }
  }
}
