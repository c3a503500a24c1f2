package dev.skein.coordinator.answers;

import dev.skein.contracts.answer.AnswerLimits;
import dev.skein.contracts.id.AnswerDigest;
import dev.skein.coordinator.web.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Long answers over HTTP: workers leave them here, plain or as gzip. */
@RestController
class AnswerController {
  /** Each is in memory as a whole, beside what else the heap has to hold. */
  private static final int AT_ONCE = 4;

  /** Less than a worker waits. */
  private static final Duration TURN = Duration.ofSeconds(15);

  private final LongAnswers answers;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  AnswerController(LongAnswers answers) {
    this.answers = answers;
  }

  /** 201 for a new answer, 200 for one that is there. The digest is of the plain JSON. */
  @PutMapping(path = "/api/answers/{digest}", consumes = "application/json")
  ResponseEntity<Void> put(
      @PathVariable String digest,
      @RequestHeader(name = HttpHeaders.CONTENT_ENCODING, defaultValue = "identity")
          String encoding,
      InputStream body)
      throws IOException, InterruptedException {
    AnswerDigest expected = new AnswerDigest(digest);
    if (!turns.tryAcquire(TURN.toSeconds(), TimeUnit.SECONDS)) {
      throw RefusedException.busy(
          "expected fewer than %d answers at once but got more; send it again".formatted(AT_ONCE));
    }
    try {
      boolean created = answers.put(expected, checked(expected, read(encoding, body)));
      return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK).build();
    } finally {
      turns.release();
    }
  }

  private static byte[] read(String encoding, InputStream body) throws IOException {
    return switch (encoding) {
      case "identity" -> body.readNBytes(AnswerLimits.OVER_HTTP + 1);
      case "gzip" -> inflated(body);
      default ->
          throw RefusedException.invalid(
              "expected a body in gzip or as it is but got \"%s\"".formatted(encoding));
    };
  }

  private static byte[] inflated(InputStream body) throws IOException {
    try (GZIPInputStream plain = new GZIPInputStream(body)) {
      return plain.readNBytes(AnswerLimits.OVER_HTTP + 1);
    } catch (ZipException | EOFException e) {
      throw RefusedException.invalid("expected a whole body in gzip but got another");
    }
  }

  private static byte[] checked(AnswerDigest expected, byte[] json) {
    if (json.length > AnswerLimits.OVER_HTTP) {
      throw RefusedException.tooLarge(
          "expected an answer of up to %d bytes but got more".formatted(AnswerLimits.OVER_HTTP));
    }
    AnswerDigest found = AnswerDigest.of(json);
    if (!found.equals(expected)) {
      throw RefusedException.invalid(
          "expected a body of digest %s but got one of %s".formatted(expected, found));
    }
    return json;
  }
}
