package dev.skein.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names objects that a fingerprint passes over: {@code tmp_*} by name whatever it is, {@code table
 * audit_*} of one kind, {@code extension pg_stat_statements}. A {@code *} stands for any
 * characters. What belongs to an object goes with it: a table with its columns, indexes, triggers.
 *
 * @param text as it was written; a blank one or an unknown kind is an {@link
 *     IllegalArgumentException}
 */
public record IgnorePattern(@JsonValue String text) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public IgnorePattern {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("expected a pattern like \"table audit_*\" but got none");
    }
    text = text.strip();
    if (text.contains(" ") && kind(text).isEmpty()) {
      throw new IllegalArgumentException(
          "expected one of %s before the name but got \"%s\""
              .formatted(
                  Arrays.stream(ObjectKind.values())
                      .map(ObjectKind::slug)
                      .collect(Collectors.joining(", ")),
                  text));
    }
  }

  private static Optional<ObjectKind> kind(String text) {
    return Arrays.stream(ObjectKind.values())
        .filter(kind -> text.startsWith(kind.slug() + " "))
        .findFirst();
  }

  /** Whether an object itself is named; what belongs to it is not looked at. */
  Predicate<CatalogObject> names() {
    Optional<ObjectKind> kind = kind(text);
    Pattern glob = glob(kind.map(found -> text.substring(found.slug().length())).orElse(text));
    return object ->
        kind.map(object.kind()::equals).orElse(true)
            && (glob.matcher(object.path()).matches() || glob.matcher(object.name()).matches());
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        Arrays.stream(text.strip().split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
