package dev.skein.coordinator.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Kafka's headers as the codec takes them. */
public final class RecordHeaders {
  private RecordHeaders() {}

  /** Of a name that comes twice, the last one. */
  public static Map<String, byte[]> of(Headers headers) {
    Map<String, byte[]> map = new HashMap<>();
    for (Header header : headers) {
      if (header.value() != null) {
        map.put(header.key(), header.value());
      }
    }
    return map;
  }
}
