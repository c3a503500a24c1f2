package dev.skein.engine;

import dev.skein.engine.ApplySteps.ReadScript;
import dev.skein.engine.ApplySteps.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

/** Applies plain scripts by itself and leaves all others to Flyway. */
final class ReleaseApplier implements Applier {
  private final PlainApplier plain = new PlainApplier();
  private final FlywayApplier flyway = new FlywayApplier();

  @Override
  public void apply(Order order) throws ApplyException {
    List<ReadScript> scripts = read(order);
    int rank = order.rank();
    Set<PreparedScript> later = new HashSet<>(order.scripts());
    for (Step step : ApplySteps.of(scripts, order.together())) {
      switch (step) {
        case Step.Transaction transaction -> {
          plain.apply(order, transaction.scripts(), rank);
          rank += transaction.scripts().size();
          transaction.scripts().forEach(read -> later.remove(read.script()));
        }
        case Step.ByFlyway byFlyway -> {
          byFlyway.scripts().forEach(later::remove);
          flyway.apply(order, later);
          rank += byFlyway.scripts().size();
        }
      }
    }
  }

  private static List<ReadScript> read(Order order) throws ApplyException {
    PreparedRelease release = order.request().release();
    List<ReadScript> read = new ArrayList<>();
    for (PreparedScript script : order.scripts()) {
      try {
        read.add(new ReadScript(script, parsed(order, release, script)));
      } catch (FlywayException e) {
        // It names a placeholder that nobody gave; what comes before it runs all the same.
        read.add(new ReadScript(script, ParsedScript.FOR_FLYWAY));
      }
    }
    return read;
  }

  private static ParsedScript parsed(Order order, PreparedRelease release, PreparedScript script)
      throws ApplyException {
    try {
      return order.connection().readsStandardStrings()
          ? release.parsed(script, order.placeholders())
          : ParsedScript.FOR_FLYWAY;
    } catch (SQLException e) {
      throw new ApplyException("the connection was lost", e, null);
    }
  }
}
