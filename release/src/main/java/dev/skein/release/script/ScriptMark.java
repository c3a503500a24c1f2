package dev.skein.release.script;

import dev.skein.contracts.id.SchemaVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a script says of itself in its first line, {@code -- skein: …}, so that it goes wherever the
 * script goes. Most scripts say nothing.
 */
public sealed interface ScriptMark {
  /** The line, to write into a script. */
  String line();

  /** Of an undo script: {@code -- skein: undo, lossless}. */
  record Undo(Loss loss) implements ScriptMark {
    @Override
    public String line() {
      return "-- skein: undo, " + loss.label();
    }
  }

  /**
   * Of a script that takes back what another did: {@code -- skein: compensates 7, lossy}. A
   * repeatable one takes back what the repeatable of its name did before: {@code -- skein:
   * compensates R, lossy}.
   *
   * @param version null in a repeatable script
   * @param replayed whether both run where neither has run, instead of neither
   */
  record Compensates(@Nullable SchemaVersion version, Loss loss, boolean replayed)
      implements ScriptMark {
    @Override
    public String line() {
      return "-- skein: compensates %s, %s%s"
          .formatted(version == null ? "R" : version, loss.label(), replayed ? ", replayed" : "");
    }
  }

  /** A script's first line is a mark, well-formed or not, when this finds it. */
  Pattern LINE = Pattern.compile("\\A\uFEFF?--[ \\t]*skein:([^\\r\\n]*)");

  /**
   * Reads a script's mark. A first line that starts as one and is none is an {@link
   * IllegalArgumentException} that shows the expected form.
   */
  static Optional<ScriptMark> of(ScriptKind kind, String text) {
    Matcher line = LINE.matcher(text);
    if (!line.find()) {
      return Optional.empty();
    }
    String body = line.group(1).strip();
    String[] words = body.split(" *, *", -1);
    try {
      return Optional.of(
          switch (kind) {
            case UNDO -> undo(words);
            case VERSIONED, REPEATABLE -> compensates(kind, words);
            case BASELINE -> throw new IllegalArgumentException("no mark");
          });
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line 1: expected %s but got \"-- skein: %s\"".formatted(example(kind), body));
    }
  }

  private static ScriptMark undo(String[] words) {
    if (words.length != 2 || !words[0].equals("undo")) {
      throw new IllegalArgumentException("not an undo");
    }
    return new Undo(loss(words[1]));
  }

  private static ScriptMark compensates(ScriptKind kind, String[] words) {
    boolean replayed = words.length == 3 && words[2].equals("replayed");
    if ((words.length != 2 && !replayed) || !words[0].startsWith("compensates ")) {
      throw new IllegalArgumentException("not a compensation");
    }
    String target = words[0].substring("compensates ".length()).strip();
    if ((kind == ScriptKind.REPEATABLE) != target.equals("R")) {
      throw new IllegalArgumentException("another kind");
    }
    return new Compensates(
        target.equals("R") ? null : new SchemaVersion(target), loss(words[1]), replayed);
  }

  private static Loss loss(String word) {
    for (Loss loss : Loss.values()) {
      if (loss.label().equals(word.toLowerCase(Locale.ROOT))) {
        return loss;
      }
    }
    throw new IllegalArgumentException("no loss");
  }

  private static String example(ScriptKind kind) {
    return switch (kind) {
      case UNDO -> "-- skein: undo, lossless (or lossy, or irreversible)";
      case VERSIONED -> "-- skein: compensates 7, lossless (or lossy, or irreversible)";
      case REPEATABLE -> "-- skein: compensates R, lossless (or lossy, or irreversible)";
      case BASELINE -> "no mark";
    };
  }
}
