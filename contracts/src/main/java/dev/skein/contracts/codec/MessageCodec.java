package dev.skein.contracts.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.skein.contracts.Message;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Messages to and from Kafka records: the value is JSON, the headers are CloudEvents attributes in
 * binary mode. Unknown fields are passed over, so that a newer minor version can be read; an
 * unknown kind or major version is refused, as a value. Thread-safe.
 */
public final class MessageCodec {
  private static final Pattern TYPE = Pattern.compile("dev\\.skein\\.([a-z-]+)\\.v([0-9]{1,9})");

  private final JsonMapper mapper = jsonMapper();
  private final String source;

  /**
   * @param source who sends, as a CloudEvents source ({@code /coordinator})
   */
  public MessageCodec(String source) {
    this.source = source;
  }

  /**
   * The mapper that every part uses, so that JSON looks the same wherever it is met: names in
   * order, no nulls. It never bends a value into another type ({@code "5"} or 5.7 for 5): what the
   * schemas refuse, it refuses.
   */
  public static JsonMapper jsonMapper() {
    return JsonMapper.builder()
        .addModule(new StrictTimes())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts ->
                texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .build();
  }

  /** The record to send now. */
  public EncodedMessage encode(Message message) {
    Map<String, byte[]> headers =
        CloudEventHeaders.of(MessageType.of(message), source, message.key(), Instant.now());
    return new EncodedMessage(message.key(), headers, mapper.writeValueAsBytes(message));
  }

  /** Reads a record; whatever cannot be read is a {@link Decoded.Refused}, never an exception. */
  public Decoded decode(Map<String, byte[]> headers, byte @Nullable [] value) {
    String name = CloudEventHeaders.type(headers);
    if (name == null) {
      return new Decoded.Refused("expected a ce_type header but there is none");
    }
    Matcher matcher = TYPE.matcher(name);
    if (!matcher.matches()) {
      return refused("a type like dev.skein.<kind>.v1", name);
    }
    MessageType type = MessageType.ofSlug(matcher.group(1)).orElse(null);
    if (type == null) {
      return refused("a known kind of message", name);
    }
    if (Integer.parseInt(matcher.group(2)) != MessageType.MAJOR) {
      return refused("major version " + MessageType.MAJOR, name);
    }
    if (value == null) {
      return new Decoded.Refused("expected a JSON object but the value is null");
    }
    return read(name, type, value);
  }

  private Decoded read(String name, MessageType type, byte[] value) {
    try {
      Message message = mapper.readValue(value, type.messageClass());
      String missing = message == null ? "everything" : RequiredFields.missing(message);
      return missing == null
          ? new Decoded.Read(message)
          : new Decoded.Refused("expected a %s with %s but it is missing".formatted(name, missing));
    } catch (JacksonException e) {
      return new Decoded.Refused(
          "expected a %s but %s does not fit: %s"
              .formatted(name, place(e), shown(firstLine(e.getOriginalMessage()), 500)));
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("unreadable");
  }

  /** Where reading stopped: {@code attempt.epoch.generation}, {@code inHand.0}, {@code value}. */
  private static String place(JacksonException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getPropertyName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the value" : shown(path, 200);
  }

  private static Decoded refused(String expected, String got) {
    return new Decoded.Refused("expected %s but got %s".formatted(expected, shown(got, 100)));
  }

  /** A sender's text as it may stand in one line of a log: cut, and without controls. */
  private static String shown(String text, int length) {
    String cut = text.length() > length ? text.substring(0, length) + "…" : text;
    return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
