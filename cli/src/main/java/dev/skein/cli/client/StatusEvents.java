package dev.skein.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a rollout's status (server-sent events). One thread reads; any thread may close,
 * which ends a waiting read.
 */
public final class StatusEvents implements AutoCloseable {
  private final InputStream stream;
  private final BufferedReader lines;
  private final Function<String, RolloutStatus> reading;

  StatusEvents(InputStream stream, Function<String, RolloutStatus> reading) {
    this.stream = stream;
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    this.reading = reading;
  }

  /** Waits for the next status; null when the stream ended or broke. */
  public @Nullable StatusEvent next() {
    String kind = "";
    StringBuilder data = new StringBuilder();
    for (String line = line(); line != null; line = line()) {
      if (line.startsWith("event:")) {
        kind = value(line);
      } else if (line.startsWith("data:")) {
        data.append(value(line)).append('\n');
      } else if (line.isEmpty()) {
        boolean last = kind.equals("end");
        if (!data.isEmpty() && (last || kind.equals("status"))) {
          return new StatusEvent(reading.apply(data.toString()), last);
        }
        kind = "";
        data.setLength(0);
      }
    }
    return null;
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private @Nullable String line() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      // The stream is given up either way.
    }
  }
}
