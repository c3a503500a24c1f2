package dev.skein.release.seed;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a release brings by SQL which may run again, and for which tenants. A value of another
 * form is an {@link IllegalArgumentException} that names it.
 *
 * @param name its file's as well: up to 63 lower-case letters, digits and {@code . _ -}, starting
 *     with a letter or digit
 * @param environments of the rollouts that bring it, in their order; none: any, or none
 * @param labels that a tenant must have, each with that value; by name; none: every tenant
 */
public record Seed(String name, Set<String> environments, Map<String, String> labels) {
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final int LONGEST = 200;

  public Seed {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a seed's name of lower-case letters, digits and . _ - but got \"%s\""
              .formatted(name));
    }
    environments = Collections.unmodifiableSet(new TreeSet<>(environments));
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    environments.forEach(Seed::requireText);
    labels.forEach(
        (label, value) -> {
          requireText(label);
          requireText(value);
        });
  }

  static boolean isText(String text) {
    return !text.isBlank() && text.length() <= LONGEST;
  }

  private static void requireText(String text) {
    if (!isText(text)) {
      throw new IllegalArgumentException(
          "expected from 1 to %d characters but got %d".formatted(LONGEST, text.length()));
    }
  }

  /** In the release. */
  public String path() {
    return "seeds/%s.sql".formatted(name);
  }

  /**
   * Whether a tenant gets it.
   *
   * @param environment of the rollout; null for none
   * @param tenant its labels
   */
  public boolean isFor(@Nullable String environment, Map<String, String> tenant) {
    return (environments.isEmpty() || (environment != null && environments.contains(environment)))
        && labels.entrySet().stream()
            .allMatch(label -> label.getValue().equals(tenant.get(label.getKey())));
  }
}
