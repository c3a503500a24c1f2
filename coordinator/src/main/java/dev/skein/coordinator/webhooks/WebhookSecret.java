package dev.skein.coordinator.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint and the coordinator share, in the form {@code whsec_…} of Standard Webhooks: 24
 * to 64 bytes in base64. Its text is given to nobody but the store and, once, to who made it.
 */
final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final int FEWEST = 24;
  private static final int MOST = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;

  private WebhookSecret(byte[] key) {
    this.key = key;
  }

  static WebhookSecret random() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return new WebhookSecret(key);
  }

  /**
   * @throws IllegalArgumentException for another form; the message does not show it
   */
  static WebhookSecret parse(String text) {
    byte[] key;
    try {
      key =
          text.startsWith(PREFIX)
              ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
              : new byte[0];
    } catch (IllegalArgumentException e) {
      key = new byte[0];
    }
    if (key.length < FEWEST || key.length > MOST) {
      throw new IllegalArgumentException(
          "expected a secret like whsec_… with %d to %d bytes in base64 but got %d characters"
                  .formatted(FEWEST, MOST, text.length())
              + " of another form");
    }
    return new WebhookSecret(key);
  }

  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /** The header {@code webhook-signature}. */
  String sign(String message, Instant at, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = message + "." + at.getEpochSecond() + "." + body;
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "WebhookSecret[hidden]";
  }
}
