package dev.skein.contracts;

/** Anything that crosses Kafka; {@code MessageType} lists every kind. */
public interface Message {
  /** The record's key: what keeps messages about one thing in order. */
  String key();
}
