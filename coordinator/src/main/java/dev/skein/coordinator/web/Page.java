package dev.skein.coordinator.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list, by keyset: pages do not shift when rows come and go.
 *
 * @param items copied
 * @param next what to pass as {@code after} for the next page, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
  /** The most that one page holds. */
  public static final int MOST = 1000;

  public Page {
    items = List.copyOf(items);
  }

  /** A page out of rows that were asked for with one more than the limit. */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> key) {
    boolean more = rows.size() > limit;
    List<T> items = more ? rows.subList(0, limit) : rows;
    return new Page<>(items, more ? key.apply(items.getLast()) : null);
  }

  /** The limit as asked, checked. */
  public static int limit(int asked) {
    if (asked < 1 || asked > MOST) {
      throw RefusedException.invalid(
          "expected a limit from 1 to %d but got %d".formatted(MOST, asked));
    }
    return asked;
  }
}
