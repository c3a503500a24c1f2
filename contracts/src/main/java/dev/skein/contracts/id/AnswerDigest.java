package dev.skein.contracts.id;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a long answer is found by: {@code sha256:} and the SHA-256 of its JSON, byte for byte, in 64
 * hex digits.
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record AnswerDigest(String value) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public AnswerDigest {
    Ids.require("digest of an answer", FORM, value);
  }

  /** Of an answer as it stands, not of a compressed one. */
  public static AnswerDigest of(byte[] json) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return new AnswerDigest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
