package dev.skein.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts pending scripts, in their order, into what is applied at a time; pure. Scripts that share a
 * transaction end it before it holds more than its share of the server's locks: {@value
 * #STATEMENTS} statements of DDL take about as many as PostgreSQL's default, 64 a session, sets
 * aside. One that adds a value to an enum is Flyway's, and so never shares one.
 */
final class ApplySteps {
  static final int STATEMENTS = 100;

  private ApplySteps() {}

  /** What is applied at a time. */
  sealed interface Step {
    /** In one transaction, without Flyway; never empty. */
    record Transaction(List<ReadScript> scripts) implements Step {}

    /** A statement that no transaction can hold. */
    record Alone(ReadScript script) implements Step {}

    /** By Flyway, in its own way; never empty. */
    record ByFlyway(List<PreparedScript> scripts) implements Step {}
  }

  /**
   * A script and what it is sent as.
   *
   * @param skipped whether it is only recorded: it is sent as nothing
   */
  record ReadScript(PreparedScript script, ParsedScript parsed, boolean skipped) {}

  static List<Step> of(List<ReadScript> scripts, boolean together) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < scripts.size()) {
      int end =
          scripts.get(at).parsed().plain()
              ? endOfTransaction(scripts, at, together)
              : endOfFlyway(scripts, at);
      steps.add(step(List.copyOf(scripts.subList(at, end))));
      at = end;
    }
    return steps;
  }

  private static Step step(List<ReadScript> scripts) {
    ReadScript first = scripts.getFirst();
    if (first.parsed().plain()) {
      return new Step.Transaction(scripts);
    }
    return first.parsed().lone() == null
        ? new Step.ByFlyway(scripts.stream().map(ReadScript::script).toList())
        : new Step.Alone(first);
  }

  private static int endOfTransaction(List<ReadScript> scripts, int start, boolean together) {
    int statements = 0;
    int end = start;
    while (end < scripts.size() && scripts.get(end).parsed().plain()) {
      ParsedScript parsed = scripts.get(end).parsed();
      statements += parsed.statements().size();
      boolean shared = together || (scripts.get(start).skipped() && scripts.get(end).skipped());
      if (end > start && (!shared || statements > STATEMENTS)) {
        break;
      }
      end++;
    }
    return end;
  }

  private static int endOfFlyway(List<ReadScript> scripts, int start) {
    int end = start + 1;
    while (end < scripts.size()
        && scripts.get(start).parsed().lone() == null
        && !scripts.get(end).parsed().plain()
        && scripts.get(end).parsed().lone() == null) {
      end++;
    }
    return end;
  }
}
