package dev.skein.contracts.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 attributes in Kafka's binary mode: {@code ce_} and the attribute's name (Kafka
 * Protocol Binding for CloudEvents 1.0.2, section 3.2).
 */
final class CloudEventHeaders {
  private CloudEventHeaders() {}

  static Map<String, byte[]> of(MessageType type, String source, String subject, Instant at) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", UUID.randomUUID().toString());
    put(headers, "ce_type", type.eventType());
    put(headers, "ce_source", source);
    put(headers, "ce_subject", subject);
    put(headers, "ce_time", at.toString());
    put(headers, "content-type", "application/json");
    return headers;
  }

  static @Nullable String type(Map<String, byte[]> headers) {
    byte[] type = headers.get("ce_type");
    return type == null ? null : new String(type, StandardCharsets.UTF_8);
  }

  private static void put(Map<String, byte[]> headers, String name, String value) {
    headers.put(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
