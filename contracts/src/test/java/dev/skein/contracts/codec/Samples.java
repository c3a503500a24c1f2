package dev.skein.contracts.codec;

import dev.skein.contracts.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden samples as they stand in the jar, and the record that each would arrive as. */
final class Samples {
  static final JsonMapper JSON = MessageCodec.jsonMapper();
  static final MessageCodec CODEC = new MessageCodec("/test");

  private Samples() {}

  /**
   * One file.
   *
   * @param variant {@code full} (every optional field), {@code minimal} (none), or a case's name
   */
  record Sample(MessageType type, String variant, JsonNode tree) {
    Message message() {
      return switch (decode(tree)) {
        case Decoded.Read(Message message) -> message;
        case Decoded.Refused(String why) -> throw new AssertionError(this + ": " + why);
      };
    }

    Decoded decode(JsonNode value) {
      return Samples.decode(type, JSON.writeValueAsBytes(value));
    }

    @Override
    public String toString() {
      return type.slug() + "." + variant;
    }
  }

  static Decoded decode(MessageType type, byte[] value) {
    return CODEC.decode(Map.of("ce_type", utf8(type.eventType())), value);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<Sample> all() {
    return files().stream().map(Samples::read);
  }

  static Sample sample(MessageType type, String variant) {
    return all()
        .filter(sample -> sample.type == type && sample.variant.equals(variant))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample " + type.slug() + "." + variant));
  }

  /** A resource of the jar as text; a missing one fails the test. */
  static String resource(String name) {
    try (var in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> filesIn(String folder) {
    URL url = Objects.requireNonNull(Samples.class.getResource(folder), folder);
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      return files
          .map(file -> Objects.requireNonNull(file.getFileName()).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> files() {
    return filesIn("/dev/skein/samples");
  }

  private static Sample read(String file) {
    String[] parts = file.split("\\.", -1);
    MessageType type =
        MessageType.ofSlug(parts[0]).orElseThrow(() -> new AssertionError("whose is " + file));
    return new Sample(type, parts[1], JSON.readTree(resource("/dev/skein/samples/" + file)));
  }
}
