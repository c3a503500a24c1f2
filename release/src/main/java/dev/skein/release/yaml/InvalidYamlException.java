package dev.skein.release.yaml;

/**
 * A YAML text that is not what it should be. The message is one line that people can act on: file,
 * line, what was expected, what was there.
 */
public final class InvalidYamlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidYamlException(String message) {
    super(message);
  }
}
