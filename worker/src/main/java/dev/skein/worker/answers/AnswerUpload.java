package dev.skein.worker.answers;

import dev.skein.contracts.id.AnswerDigest;
import dev.skein.worker.WorkerProperties;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.springframework.stereotype.Component;

/** Leaves an answer with the coordinator, compressed: the JSON of a catalog repeats itself. */
@Component
class AnswerUpload {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI coordinator;
  private final String token;

  AnswerUpload(WorkerProperties properties) {
    this.coordinator = properties.coordinator();
    this.token = properties.token();
  }

  /** How it went. */
  sealed interface Put {
    /** The coordinator has it, perhaps since before. */
    record Done() implements Put {}

    /** It may take it later. */
    record Unreachable(String why) implements Put {}

    /** It will not take it later either. */
    record Refused(String why) implements Put {}
  }

  Put put(AnswerDigest digest, byte[] json) {
    HttpRequest request =
        HttpRequest.newBuilder(coordinator.resolve("/api/answers/" + digest))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .timeout(PATIENCE)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(compressed(json)))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? new Put.Done() : refused(json.length, status);
    } catch (IOException e) {
      return new Put.Unreachable(
          "expected the coordinator to take an answer of %d bytes but it cannot be reached"
              .formatted(json.length));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Put.Unreachable("interrupted while an answer was sent");
    }
  }

  private static Put refused(int bytes, int status) {
    String why =
        "expected the coordinator to take an answer of %d bytes but it answered %d"
            .formatted(bytes, status);
    return switch (status) {
      case 404, 405 -> new Put.Refused(why + "; upgrade the coordinator");
      case 413 -> new Put.Refused(why + "; ask for less");
      default -> new Put.Unreachable(why);
    };
  }

  private static byte[] compressed(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 8);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
