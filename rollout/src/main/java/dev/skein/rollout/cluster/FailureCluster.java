package dev.skein.rollout.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Failures that are one failure: the same SQLSTATE at the same script, and messages that say the
 * same but for names, numbers and values.
 *
 * @param id the same for the same failure at any time, in any rollout; as in {@code c-1f09b2d4}
 * @param kind of failure or rejection, as in {@code failure} or {@code tenant-ahead}
 * @param message with what differs taken out
 */
public record FailureCluster(
    String id, String kind, @Nullable String sqlState, @Nullable String script, String message) {
  private static final int BYTES = 4;

  public static FailureCluster of(
      String kind, @Nullable String sqlState, @Nullable String script, String message) {
    String essence = Essence.of(message);
    return new FailureCluster(
        "c-" + digest(kind, sqlState, script, essence), kind, sqlState, script, essence);
  }

  /** Lengths go in, so that no two lists of parts are one text. */
  private static String digest(@Nullable String... parts) {
    String text =
        Stream.of(parts)
            .map(part -> part == null ? "-" : part.length() + ":" + part)
            .collect(Collectors.joining());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
