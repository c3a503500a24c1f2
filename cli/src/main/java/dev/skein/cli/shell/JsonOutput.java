package dev.skein.cli.shell;

import dev.skein.contracts.codec.MessageCodec;
import java.io.PrintStream;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON on a stream: always UTF-8, whatever the terminal's encoding. */
public final class JsonOutput {
  private static final JsonMapper MAPPER = MessageCodec.jsonMapper();
  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private JsonOutput() {}

  /** Indented, and a line end. */
  public static void print(PrintStream stream, Object value) {
    end(stream, PRETTY.writeValueAsBytes(value));
  }

  /** In one line. */
  public static void printLine(PrintStream stream, Object value) {
    end(stream, MAPPER.writeValueAsBytes(value));
  }

  /** In one line, without its end. */
  public static void write(PrintStream stream, Object value) {
    byte[] json = MAPPER.writeValueAsBytes(value);
    stream.write(json, 0, json.length);
  }

  private static void end(PrintStream stream, byte[] json) {
    stream.write(json, 0, json.length);
    stream.println();
    stream.flush();
  }
}
