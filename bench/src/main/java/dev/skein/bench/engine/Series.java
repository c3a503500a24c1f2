package dev.skein.bench.engine;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one contender reached in one case.
 *
 * @param rates tenants a second, a round each; at least one, all above 0
 */
record Series(List<Double> rates) {
  Series {
    rates = List.copyOf(rates);
    if (rates.isEmpty() || rates.stream().anyMatch(rate -> !(rate > 0))) {
      throw new IllegalArgumentException("expected rates above 0 but got " + rates);
    }
  }

  double median() {
    return median(rates);
  }

  /** From the slowest round to the fastest, as a part of the median. */
  double spread() {
    List<Double> sorted = rates.stream().sorted().toList();
    return (sorted.getLast() - sorted.getFirst()) / median();
  }

  /**
   * The median of the ratios of rounds that ran next to each other: what slows the whole machine
   * for a while slows both.
   */
  double of(Series floor) {
    if (floor.rates.size() != rates.size()) {
      throw new IllegalArgumentException(
          "expected %d rounds but got %d".formatted(rates.size(), floor.rates.size()));
    }
    return median(
        IntStream.range(0, rates.size()).mapToObj(i -> rates.get(i) / floor.rates.get(i)).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
