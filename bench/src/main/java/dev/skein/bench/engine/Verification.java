package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Looks, after the clock has stopped, whether tenants stand where a contender said they do. */
final class Verification {
  private final ServerLogin login;

  Verification(ServerLogin login) {
    this.login = login;
  }

  /** Every version of the goal, each once, and the tables that its scripts make. */
  void require(Contender contender, List<Location> tenants, Goal goal) {
    List<Integer> versions = IntStream.rangeClosed(1, goal.to()).boxed().toList();
    int tables = GeneratedHistory.tables(goal.scripts());
    for (Location tenant : tenants) {
      try (Connection connection = login.connect(tenant);
          Statement statement = connection.createStatement()) {
        List<Integer> found = numbers(statement, contender.versions(tenant.schema()));
        if (!found.equals(versions)) {
          throw wrong(
              contender,
              tenant,
              "versions 1 to %d, each once".formatted(goal.to()),
              "%d versions up to %s"
                  .formatted(found.size(), found.isEmpty() ? "none" : found.getLast()));
        }
        int made = numbers(statement, tables(tenant.schema())).getFirst();
        if (made != tables) {
          throw wrong(contender, tenant, tables + " tables", made);
        }
      } catch (SQLException e) {
        throw ServerTrouble.of("cannot verify " + tenant, e);
      }
    }
  }

  private static String tables(String schema) {
    return "select count(*)::int from pg_tables where schemaname = '%s' and tablename !~ '^(flyway|skein)_'"
        .formatted(schema);
  }

  private static List<Integer> numbers(Statement statement, String sql) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    try (var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    Collections.sort(numbers);
    return numbers;
  }

  private static CommandFailedException wrong(
      Contender contender, Location tenant, String expected, Object found) {
    return new CommandFailedException(
        ExitCode.ROLLOUT_FAILED,
        List.of(
            "%s on %s: expected %s but found %s"
                .formatted(contender.name(), tenant, expected, found)));
  }
}
