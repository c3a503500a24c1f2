package dev.skein.coordinator.webhooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a test started, and ends with it. */
final class Parts {
  private final List<AutoCloseable> open = new ArrayList<>();

  Receiver receiver(Receiver.Behaviour behaviour) throws IOException {
    Receiver receiver = new Receiver(behaviour);
    open.add(receiver);
    return receiver;
  }

  /** A coordinator's sender. */
  void sends(WebhookStore store) {
    WebhookSender sender = store.sender();
    sender.start();
    open.add(sender::stop);
  }

  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }
}
