package dev.skein.engine;

import dev.skein.engine.Remains.Found;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fence says of a script that runs outside a transaction: that it was begun, and what was
 * there already of what it may leave. In the fence it is the script's path and, below it, an oid a
 * line.
 *
 * @param witness oids, as text
 */
record Begun(String path, List<String> witness) {

  static Begun now(PreparedScript script, List<Found> there) {
    return new Begun(script.path(), there.stream().map(Found::oid).toList());
  }

  /** Null where the fence says nothing. */
  static @Nullable Begun read(@Nullable String running) {
    if (running == null) {
      return null;
    }
    List<String> lines = running.lines().toList();
    return new Begun(lines.getFirst(), lines.subList(1, lines.size()));
  }

  boolean isOf(PreparedScript script) {
    return path.equals(script.path());
  }

  /** As the fence has it. */
  @Override
  public String toString() {
    return witness.isEmpty() ? path : path + "\n" + String.join("\n", witness);
  }
}
