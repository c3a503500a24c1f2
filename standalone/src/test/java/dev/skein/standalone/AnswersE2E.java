package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.AnswerLimits;
import dev.skein.contracts.id.AnswerDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Answers that are left with the coordinator, by a worker and by others. */
class AnswersE2E {
  private final TestPlatform platform = TestPlatform.shared();
  private final Http http = platform.http();

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse<String> put(String digest, byte[] body) {
    return http.call("PUT", "/api/answers/" + digest, "application/json", body);
  }

  private HttpResponse<String> put(byte[] body) {
    return put(AnswerDigest.of(body).value(), body);
  }

  @Test
  void theSameAnswerMayBeLeftTwice() {
    byte[] body = json("{\"of\":\"AnswersE2E\"}");

    assertThat(put(body).statusCode()).isEqualTo(201);
    assertThat(put(body).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherDigestThanTheBodysIsRefusedAndBothAreNamed() {
    String other = AnswerDigest.of(json("{}")).value();
    byte[] body = json("[]");

    HttpResponse<String> answer = put(other, body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains(other, AnswerDigest.of(body).value());
    assertThat(put("sha256:0", body).body()).contains("expected a digest of an answer");
  }

  @Test
  void tooLongABodyIsRefused() {
    byte[] body = new byte[AnswerLimits.OVER_HTTP + 1];
    Arrays.fill(body, (byte) ' ');

    HttpResponse<String> answer = put(body);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("expected an answer of up to 16777216 bytes");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    assertThat(put(json("{")).statusCode()).isEqualTo(422);
    assertThat(put(new byte[] {'"', (byte) 0xc3, '"'}).statusCode()).isEqualTo(422);
    assertThat(put(new byte[] {'"', 0, '"'}).body()).contains("expected JSON as answer sha256:");
  }

  @Test
  void aCompressedBodyIsJudgedByWhatItHolds() throws Exception {
    byte[] body = new byte[AnswerLimits.OVER_HTTP + 1];
    Arrays.fill(body, (byte) ' ');

    assertThat(putAs("gzip", json("[1]"), gzip(json("[1]"))).statusCode()).isEqualTo(201);
    assertThat(putAs("gzip", body, gzip(body)).statusCode()).isEqualTo(413);
    assertThat(putAs("gzip", body, json("[1]")).body()).contains("expected a whole body in gzip");
    assertThat(putAs("br", body, json("[1]")).body()).contains("but got \\\"br\\\"");
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }

  private HttpResponse<String> putAs(String encoding, byte[] body, byte[] sent) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(http.url().resolve("/api/answers/" + AnswerDigest.of(body)))
              .header("Authorization", "Bearer " + http.token())
              .header("Content-Type", "application/json")
              .header("Content-Encoding", encoding)
              .PUT(HttpRequest.BodyPublishers.ofByteArray(sent))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aStrangerLeavesNothing() {
    byte[] body = json("{}");
    Http stranger = new Http(platform.platform().url(), null);

    assertThat(
            stranger
                .call("PUT", "/api/answers/" + AnswerDigest.of(body), "application/json", body)
                .statusCode())
        .isEqualTo(401);
  }
}
