package dev.skein.worker.answers;

import dev.skein.contracts.answer.AnswerLimits;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.id.AnswerDigest;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.Reading;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what was read as JSON and brings a long answer to the coordinator. An answer that cannot
 * be brought there is transient, as a release that cannot be fetched; one that is too long is a
 * failure.
 */
@Component
public class AnswerWriter {
  private static final JsonMapper MAPPER = MessageCodec.jsonMapper();

  private final AnswerUpload upload;

  AnswerWriter(AnswerUpload upload) {
    this.upload = upload;
  }

  public <T> Reading<WrittenAnswer> write(Reading<T> reading) {
    return switch (reading) {
      case Reading.Answered<T>(T answer) -> written(MAPPER.writeValueAsBytes(answer));
      case Reading.Unanswered<T>(Outcome outcome) -> new Reading.Unanswered<>(outcome);
    };
  }

  private Reading<WrittenAnswer> written(byte[] json) {
    if (json.length <= AnswerLimits.IN_MESSAGE) {
      return new Reading.Answered<>(
          new WrittenAnswer.Said(new String(json, StandardCharsets.UTF_8), json.length));
    }
    if (json.length > AnswerLimits.OVER_HTTP) {
      return unanswered(
          FailureKind.FAILURE,
          "expected an answer of up to %d bytes but it has %d; ask for less"
              .formatted(AnswerLimits.OVER_HTTP, json.length));
    }
    AnswerDigest digest = AnswerDigest.of(json);
    return switch (upload.put(digest, json)) {
      case AnswerUpload.Put.Done() ->
          new Reading.Answered<>(new WrittenAnswer.Left(digest, json.length));
      case AnswerUpload.Put.Unreachable(String why) -> unanswered(FailureKind.TRANSIENT, why);
      case AnswerUpload.Put.Refused(String why) -> unanswered(FailureKind.FAILURE, why);
    };
  }

  private static Reading<WrittenAnswer> unanswered(FailureKind kind, String why) {
    return new Reading.Unanswered<>(
        new Outcome.Failed(kind, null, null, null, null, why, null, false));
  }
}
