package dev.skein.cli.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The coordinator understood a request and answered no (HTTP 4xx). The message is what it said:
 * "expected … but …".
 */
public final class CoordinatorRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<String> problems;
  private final transient Map<String, String> members;

  CoordinatorRefusedException(
      int status, String detail, List<String> problems, Map<String, String> members) {
    super(detail);
    this.status = status;
    this.problems = List.copyOf(problems);
    this.members = Map.copyOf(members);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** One line each, or empty where the message says it all. */
  public List<String> problems() {
    return problems;
  }

  /** A text that the problem detail carries beyond the standard's own ({@code rollout}). */
  public Optional<String> member(String name) {
    return Optional.ofNullable(members.get(name));
  }
}
