package dev.skein.engine.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads what a process writes, to its end, and keeps the last line that is not blank: whatever it
 * writes, it never waits for a reader, and no more than a line is held.
 */
final class LastLine {
  /** Of a line; what follows is passed over. */
  static final int LONGEST = 1000;

  private final InputStream source;
  private final Thread thread;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String last = "";

  private LastLine(InputStream source) {
    this.source = source;
    // No virtual one: to read a pipe holds its carrier.
    this.thread = Thread.ofPlatform().daemon().name("backup-output").unstarted(this::read);
  }

  static LastLine of(InputStream source) {
    LastLine line = new LastLine(source);
    line.thread.start();
    return line;
  }

  /** What is known at the end of the source, or when the patience is at its end. */
  String text(Duration patience) throws InterruptedException {
    var _ = thread.join(patience);
    synchronized (this) {
      return last;
    }
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try (source) {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        take(buffer, read);
      }
    } catch (IOException e) {
      // The process is gone; what it said until then is kept.
    }
    end();
  }

  private synchronized void take(byte[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        end();
      } else if (line.size() <= LONGEST * 4) {
        line.write(buffer[i]);
      }
    }
  }

  private synchronized void end() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (!text.isEmpty()) {
      last = text;
    }
  }
}
