package dev.skein.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digest of a catalog: {@code 1:18:9c11…}, which is algorithm, server's major version, hash.
 * Two say something of each other only where the first two agree: another algorithm looks at other
 * things, and another server writes the same things differently.
 *
 * @param hash 32 hex digits
 */
public record Fingerprint(int algorithm, int serverMajor, String hash) {
  /** Changes whenever the same catalog would get another hash. */
  public static final int ALGORITHM = 1;

  private static final int HASH_BYTES = 16;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,3}):([0-9]{1,3}):([0-9a-f]{32})");

  public Fingerprint {
    if (!FORM.matcher(text(algorithm, serverMajor, hash)).matches()) {
      throw unreadable(text(algorithm, serverMajor, hash));
    }
  }

  /** Reads the text form; another form is an {@link IllegalArgumentException} that shows it. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Fingerprint parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw unreadable(text);
    }
    return new Fingerprint(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3));
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "expected a fingerprint like 1:18: and 32 hex digits but got \"%s\"".formatted(text));
  }

  /** Of a catalog as it stands; what is to be left out was left out before. */
  public static Fingerprint of(Catalog catalog) {
    MessageDigest digest = sha256();
    for (CatalogObject object : catalog.objects()) {
      add(digest, object.kind().slug());
      add(digest, object.of() == null ? "" : object.of());
      add(digest, object.name());
      add(digest, object.definition());
    }
    return new Fingerprint(
        ALGORITHM, catalog.serverMajor(), HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES));
  }

  /** With its length, so that no two lists of texts run together to the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether being equal or not to the other means anything. */
  public boolean isComparableTo(Fingerprint other) {
    return algorithm == other.algorithm && serverMajor == other.serverMajor;
  }

  private static String text(int algorithm, int serverMajor, String hash) {
    return algorithm + ":" + serverMajor + ":" + hash;
  }

  @JsonValue
  @Override
  public String toString() {
    return text(algorithm, serverMajor, hash);
  }
}
