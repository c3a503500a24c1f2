package dev.skein.contracts.codec;

import dev.skein.contracts.Message;

/** What reading a record gave. */
public sealed interface Decoded {
  /** A message. */
  record Read(Message message) implements Decoded {}

  /**
   * Nothing that can be used.
   *
   * @param why "expected … but …"
   */
  record Refused(String why) implements Decoded {}
}
