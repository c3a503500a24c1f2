package dev.skein.worker.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skein.contracts.answer.AnswerLimits;
import dev.skein.contracts.id.AnswerDigest;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.Reading;
import dev.skein.worker.ShardProperties;
import dev.skein.worker.WorkerProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Short and long answers, with a real HTTP server in the coordinator's place. */
class AnswerWriterIT {
  private static final String TOKEN = "token-of-the-worker-1";
  private static final String LONG = "é".repeat(AnswerLimits.IN_MESSAGE / 2);
  private static final byte[] LONG_JSON = ("\"" + LONG + "\"").getBytes(StandardCharsets.UTF_8);

  private @Nullable HttpServer server;
  private volatile int status = 201;
  private volatile @Nullable String got;
  private volatile byte[] body = new byte[0];

  @BeforeEach
  void start() throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext("/", this::answer);
    started.start();
    server = started;
  }

  @AfterEach
  void stop() {
    server().stop(0);
  }

  private HttpServer server() {
    return java.util.Objects.requireNonNull(server);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        GZIPInputStream plain = new GZIPInputStream(exchange.getRequestBody())) {
      body = plain.readAllBytes();
      got =
          "%s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().getFirst("Authorization"));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private Reading<WrittenAnswer> write(Object answer) {
    WorkerProperties properties =
        new WorkerProperties(
            "w1",
            "k:1",
            URI.create("http://127.0.0.1:" + server().getAddress().getPort()),
            TOKEN,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            List.of(
                new ShardProperties(
                    "s1",
                    "jdbc:postgresql://db:5432/postgres",
                    "u",
                    "p",
                    null,
                    1,
                    null,
                    null,
                    null)));
    return new AnswerWriter(new AnswerUpload(properties)).write(new Reading.Answered<>(answer));
  }

  private Outcome.Failed failed(Object answer) {
    return (Outcome.Failed) ((Reading.Unanswered<WrittenAnswer>) write(answer)).outcome();
  }

  @Test
  void aShortAnswerGoesNowhere() {
    assertThat(write(List.of("ä")))
        .isEqualTo(new Reading.Answered<>(new WrittenAnswer.Said("[\"ä\"]", 6)));
    assertThat(got).isNull();
  }

  @Test
  void aLongAnswerIsLeftUnderItsDigest() {
    AnswerDigest digest = AnswerDigest.of(LONG_JSON);

    assertThat(write(LONG))
        .isEqualTo(new Reading.Answered<>(new WrittenAnswer.Left(digest, LONG_JSON.length)));
    assertThat(got).isEqualTo("PUT /api/answers/%s Bearer %s".formatted(digest, TOKEN));
    assertThat(body).isEqualTo(LONG_JSON);
  }

  @Test
  void aCoordinatorThatCannotTakeItNowIsAskedAgain() {
    status = 503;
    Outcome.Failed busy = failed(LONG);
    server().stop(0);
    Outcome.Failed gone = failed(LONG);

    assertThat(List.of(busy.failure(), gone.failure())).containsOnly(FailureKind.TRANSIENT);
    assertThat(busy.message()).contains("take an answer of 262146 bytes", "answered 503");
    assertThat(gone.message()).contains("take an answer of 262146 bytes", "cannot be reached");
  }

  @Test
  void aCoordinatorOfAnOlderTimeIsNotAskedAgain() {
    status = 404;

    Outcome.Failed failed = failed(LONG);

    assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
    assertThat(failed.message()).contains("answered 404; upgrade the coordinator");
  }

  @Test
  void anAnswerBeyondAllLimitsIsAFailureAndNotSent() {
    Outcome.Failed failed = failed("x".repeat(AnswerLimits.OVER_HTTP));

    assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
    assertThat(failed.message())
        .contains("expected an answer of up to 16777216 bytes but it has 16777218");
    assertThat(got).isNull();
  }
}
