package dev.skein.cli.client;

import dev.skein.contracts.codec.MessageCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to one coordinator, and its answers as JSON. Redirects are not followed: they would
 * carry the token away.
 */
final class CoordinatorHttp {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8192}");

  private final JsonMapper mapper =
      MessageCodec.jsonMapper()
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final String base;
  private final String token;

  CoordinatorHttp(URI url, String token) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getRawQuery() != null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "expected a coordinator's address like http://127.0.0.1:8080 but got \"%s\""
              .formatted(url.getUserInfo() == null ? url : "one with a password in it"));
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "expected an access token of printable characters without spaces but got %d characters"
              .formatted(token.length()));
    }
    this.base = url.toString().replaceAll("/+$", "");
    this.token = token;
  }

  String address() {
    return base;
  }

  JsonNode get(String path) {
    return json(request(path).timeout(ANSWER).GET().build());
  }

  <T> T get(String path, Class<T> type) {
    return as(get(path), type);
  }

  byte[] bytes(String path) {
    HttpResponse<byte[]> response =
        send(request(path).timeout(ANSWER).GET().build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw refused(response.statusCode(), response.body());
    }
    return response.body();
  }

  /** Posts a record as JSON. */
  JsonNode post(String path, Object body) {
    byte[] json = mapper.writeValueAsBytes(body);
    return json(posted(path, "application/json", BodyPublishers.ofByteArray(json)));
  }

  /** Posts bytes as they are, and keeps the status. */
  Answer post(String path, String contentType, byte[] body) {
    HttpResponse<byte[]> response =
        send(
            posted(path, contentType, BodyPublishers.ofByteArray(body)),
            BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), tree(response));
  }

  /** An answer that succeeded. */
  record Answer(int status, JsonNode body) {}

  /** A stream of server-sent events; it is not limited in time. */
  InputStream events(String path) {
    HttpRequest request = request(path).header("Accept", "text/event-stream").GET().build();
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      try (InputStream body = response.body()) {
        throw refused(response.statusCode(), body.readNBytes(1 << 16));
      } catch (IOException e) {
        throw unreachable(e);
      }
    }
    return response.body();
  }

  <T> T as(JsonNode tree, Class<T> type) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw strange(e.getOriginalMessage(), e);
    }
  }

  <T> T parse(String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JacksonException e) {
      throw strange(e.getOriginalMessage(), e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + "/api" + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpRequest posted(String path, String contentType, BodyPublisher body) {
    return request(path).timeout(ANSWER).header("Content-Type", contentType).POST(body).build();
  }

  private JsonNode json(HttpRequest request) {
    return tree(send(request, BodyHandlers.ofByteArray()));
  }

  private JsonNode tree(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    byte[] body = response.body();
    if (status < 200 || status > 299) {
      throw refused(status, body);
    }
    try {
      return body.length == 0 ? mapper.createObjectNode() : mapper.readTree(body);
    } catch (JacksonException e) {
      throw strange("\"" + ProblemAnswer.start(body) + "\"", e);
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(new IOException("interrupted", e));
    }
  }

  private RuntimeException refused(int status, byte[] body) {
    return ProblemAnswer.of(mapper, base, status, body);
  }

  private CoordinatorUnreachableException strange(String got, Exception cause) {
    return new CoordinatorUnreachableException(
        "expected a coordinator's answer from %s but got %s".formatted(base, got), cause);
  }

  private CoordinatorUnreachableException unreachable(IOException cause) {
    String why =
        switch (cause) {
          case HttpTimeoutException _ -> "no answer in time";
          case ConnectException _ -> "no connection";
          default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    return new CoordinatorUnreachableException(
        "cannot reach the coordinator at %s: %s".formatted(base, why), cause);
  }
}
