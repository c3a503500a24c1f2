package dev.skein.release.bundle;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Whether a file is text: PostgreSQL takes neither bytes outside the encoding nor a zero. */
final class TextCheck {
  private TextCheck() {}

  static void check(String path, byte[] content, Charset charset, Problems problems) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    CharBuffer chars = CharBuffer.allocate(4096);
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result;
    do {
      result = decoder.decode(bytes, chars.clear(), true);
      if (result.isError()) {
        problems.add(
            "%s: expected %s but got other bytes at byte %d, line %d"
                .formatted(
                    path, charset.name(), bytes.position(), line(content, bytes.position())));
        return;
      }
      if (chars.flip().toString().indexOf('\0') >= 0) {
        problems.add(path + ": expected text but got a zero character");
        return;
      }
    } while (result.isOverflow());
  }

  private static int line(byte[] content, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      line += content[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
