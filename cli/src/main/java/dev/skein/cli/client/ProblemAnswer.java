package dev.skein.cli.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a problem detail (RFC 9457), or whatever a proxy put in its place. */
final class ProblemAnswer {
  private static final int SHOWN = 200;

  private ProblemAnswer() {}

  static RuntimeException of(JsonMapper mapper, String address, int status, byte[] body) {
    JsonNode problem = tree(mapper, body);
    String detail = detail(problem, status);
    if (status < 400 || status >= 500) {
      return new CoordinatorUnreachableException(
          "expected an answer from the coordinator at %s but got HTTP %d: %s"
              .formatted(address, status, detail),
          null);
    }
    List<String> problems = new ArrayList<>();
    Map<String, String> members = new HashMap<>();
    if (problem != null) {
      problem.path("problems").forEach(one -> problems.add(one.asString()));
      problem.properties().stream()
          .filter(member -> member.getValue().isString())
          .forEach(member -> members.put(member.getKey(), member.getValue().asString()));
    }
    return new CoordinatorRefusedException(status, detail, problems, members);
  }

  private static String detail(@Nullable JsonNode problem, int status) {
    String usual =
        switch (status) {
          case 401 -> "expected a valid access token";
          case 403 -> "the access token does not allow this";
          case 404 -> "the coordinator knows nothing of that name";
          default -> "no reason given (HTTP %d)".formatted(status);
        };
    if (problem == null) {
      return usual;
    }
    String said = problem.path("detail").asString(problem.path("title").asString(""));
    return said.isBlank() ? usual : said;
  }

  private static @Nullable JsonNode tree(JsonMapper mapper, byte[] body) {
    try {
      JsonNode tree = mapper.readTree(body);
      return tree != null && tree.isObject() ? tree : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The start of an answer that is not what was expected, for an error's line. */
  static String start(byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, SHOWN), java.nio.charset.StandardCharsets.UTF_8);
    return text.replaceAll("[\\p{C}\\s]+", " ").strip();
  }
}
