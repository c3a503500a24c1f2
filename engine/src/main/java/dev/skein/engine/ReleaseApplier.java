package dev.skein.engine;

import dev.skein.engine.ApplySteps.ReadScript;
import dev.skein.engine.ApplySteps.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

/** Applies plain scripts and lone statements by itself and leaves all others to Flyway. */
final class ReleaseApplier implements Applier {
  private final PlainApplier plain = new PlainApplier();
  private final LoneApplier lone = new LoneApplier();
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
          rank += (int) transaction.scripts().stream().filter(it -> !it.script().seed()).count();
          transaction.scripts().forEach(read -> later.remove(read.script()));
        }
        case Step.Alone alone -> {
          lone.apply(order, alone.script(), rank);
          rank++;
          later.remove(alone.script().script());
        }
        case Step.ByFlyway byFlyway -> {
          requireReadable(order, byFlyway.scripts().getFirst());
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
      boolean skipped = order.skipped().contains(script);
      ParsedScript parsed = skipped ? ParsedScript.NOTHING : parsed(order, release, script);
      if (script.seed() && !parsed.plain()) {
        requireReadable(order, script);
        order.guard().starting(script);
        throw new ApplyException(
            "expected a seed of statements that share a transaction, and"
                + " standard_conforming_strings on, but it is another",
            null,
            null);
      }
      read.add(new ReadScript(script, parsed, skipped));
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
    } catch (FlywayException e) {
      // It names a placeholder that nobody gave; what comes before it runs all the same.
      return ParsedScript.FOR_FLYWAY;
    }
  }

  /** A placeholder that nobody gave is told with the script that names it. */
  private static void requireReadable(Order order, PreparedScript script) throws ApplyException {
    try {
      order.placeholders().text(script);
    } catch (FlywayException e) {
      order.guard().starting(script);
      throw new ApplyException(String.valueOf(e.getMessage()), null, null);
    }
  }
}
