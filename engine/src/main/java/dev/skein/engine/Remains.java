package dev.skein.engine;

import dev.skein.engine.LoneStatement.Effect;
import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a statement that was cut off has left of its own, and how to come from there to one of its
 * two ends.
 *
 * @param mend to be run, in this order
 * @param done whether the statement's own end is reached then; if not, it is as before it
 */
record Remains(List<String> mend, boolean done) {
  static final Remains NONE = new Remains(List.of(), false);

  /**
   * Something that the statement may have left.
   *
   * @param oid as text
   * @param mend a statement, for one that is not whole
   */
  record Found(String oid, boolean whole, String mend) {}

  /** As things stand now; by the session's search path. */
  static List<Found> look(Connection connection, LoneStatement statement) throws SQLException {
    return statement.look() == null
        ? List.of()
        : Pipeline.one(connection, Pipeline.single(statement.look())).stream()
            .map(Remains::found)
            .toList();
  }

  private static Found found(Row row) {
    return new Found(
        Objects.requireNonNull(row.text(0)), row.isTrue(1), Objects.requireNonNull(row.text(2)));
  }

  /**
   * Tells its own from what was there before; pure.
   *
   * @param witness the oids of what was found before the statement first ran
   */
  static Remains of(Effect effect, List<String> witness, List<Found> now) {
    Set<String> before = Set.copyOf(witness);
    return switch (effect) {
      case BUILDS, REPEATS -> {
        List<Found> ours = now.stream().filter(it -> !before.contains(it.oid())).toList();
        yield new Remains(mends(ours), ours.stream().anyMatch(Found::whole));
      }
      case REMOVES -> {
        List<Found> left = now.stream().filter(it -> before.contains(it.oid())).toList();
        // What was never there is not gone.
        boolean touched = !before.isEmpty() && left.stream().noneMatch(Found::whole);
        yield new Remains(mends(left), touched);
      }
    };
  }

  private static List<String> mends(List<Found> found) {
    return found.stream().filter(it -> !it.whole()).map(Found::mend).toList();
  }

  void mend(Connection connection) throws SQLException {
    for (String statement : mend) {
      Pipeline.all(connection, List.of(Pipeline.single(statement)));
    }
  }
}
