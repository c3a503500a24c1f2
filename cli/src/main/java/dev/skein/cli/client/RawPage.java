package dev.skein.cli.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A page with all that the coordinator sent, also what is not known here. */
public final class RawPage {
  private final CoordinatorHttp http;
  private final List<JsonNode> items;
  private final @Nullable String next;

  RawPage(CoordinatorHttp http, List<JsonNode> items, @Nullable String next) {
    this.http = http;
    this.items = List.copyOf(items);
    this.next = next;
  }

  public List<JsonNode> items() {
    return items;
  }

  /** What to pass as {@code after} for the next page, or null at the end. */
  public @Nullable String next() {
    return next;
  }

  /** The same page in the form that is known here. */
  public <T> Page<T> of(Class<T> type) {
    return new Page<>(items.stream().map(item -> http.as(item, type)).toList(), next);
  }
}
