package dev.skein.cli.surveys;

import dev.skein.cli.client.SurveyAnswer;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.contracts.answer.ScriptRun;
import dev.skein.contracts.codec.MessageCodec;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What tenants said, in the form that is known here. */
final class Answers {
  private static final JsonMapper MAPPER = MessageCodec.jsonMapper();

  private Answers() {}

  /** Of a tenant that did answer. */
  static <T> T read(SurveyAnswer answer, Class<T> type) {
    try {
      return MAPPER.treeToValue(Objects.requireNonNull(answer.answer()), type);
    } catch (JacksonException e) {
      throw new CommandFailedException(
          ExitCode.UNREACHABLE,
          List.of(
              "expected an answer of tenant %s that this skein can read but got another; use the"
                      .formatted(answer.tenant())
                  + " version that the workers have"));
    }
  }

  /** What is worth a word beside a script's name. */
  static String how(ScriptRun run) {
    return switch (run) {
      case TRANSACTION -> "";
      case FLYWAY -> "  (by Flyway)";
      case OUTSIDE -> "  (outside a transaction)";
      case SKIPPED -> "  (recorded as skipped)";
      case UNREADABLE -> "  (a placeholder in it has no value)";
    };
  }
}
