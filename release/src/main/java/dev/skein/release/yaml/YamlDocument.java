package dev.skein.release.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * One YAML document of at most 1 MiB, read without the parts of YAML that do harm: no tags, no
 * anchors or aliases, no duplicate keys, no second document, at most 20 levels. Whatever is wrong
 * is an {@link InvalidYamlException}.
 *
 * @param source the file's name, as errors show it
 */
public record YamlDocument(String source, YamlNode root) {
  private static final int LIMIT = 1 << 20;

  /** Reads UTF-8 bytes. */
  public static YamlDocument parse(String source, byte[] content) {
    requireSize(source, content.length);
    try {
      return parse(
          source, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidYamlException(source + ": expected UTF-8 but got other bytes");
    }
  }

  public static YamlDocument parse(String source, String text) {
    requireSize(source, text.length());
    return new YamlDocument(source, new YamlReader(source).read(text));
  }

  private static void requireSize(String source, int size) {
    if (size > LIMIT) {
      throw new InvalidYamlException(
          "%s: expected at most %,d bytes but got %,d".formatted(source, LIMIT, size));
    }
  }
}
