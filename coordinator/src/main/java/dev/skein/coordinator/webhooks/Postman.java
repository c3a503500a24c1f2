package dev.skein.coordinator.webhooks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Carries one message to one endpoint, once: within its time, following nobody elsewhere, and
 * without listening longer than to the beginning of the answer.
 */
@Component
class Postman {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final WebhookProperties properties;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  Postman(WebhookProperties properties) {
    this.properties = properties;
  }

  Tried carry(Due due) {
    Instant at = Instant.now();
    long start = System.nanoTime();
    Answer answer = answer(due, at);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Tried(at, took, answer.status, answer.error, answer.retryAfter);
  }

  private record Answer(@Nullable Integer status, String error, @Nullable Duration retryAfter) {
    static Answer none(String error) {
      return new Answer(null, error, null);
    }
  }

  private Answer answer(Due due, Instant at) {
    String refusal = due.destination().refusal(properties.plainHttp());
    if (!refusal.isEmpty()) {
      return Answer.none(refusal);
    }
    CompletableFuture<HttpResponse<String>> call =
        http.sendAsync(request(due, at), _ -> new Excerpt());
    try {
      return judged(call.get(properties.limit().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Answer.none("no whole answer within " + properties.limit().toMillis() + " ms");
    } catch (ExecutionException e) {
      return Answer.none(why(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none("interrupted");
    } finally {
      call.cancel(true);
    }
  }

  private HttpRequest request(Due due, Instant at) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(due.destination().uri())
            .header("Content-Type", "application/json")
            .header("User-Agent", "Skein")
            .header("webhook-id", due.message())
            .header("webhook-timestamp", String.valueOf(at.getEpochSecond()));
    WebhookSecret secret = due.secret();
    if (secret != null) {
      request.header("webhook-signature", secret.sign(due.message(), at, due.body()));
    }
    return request.POST(HttpRequest.BodyPublishers.ofString(due.body())).build();
  }

  private static Answer judged(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status >= 200 && status <= 299) {
      return new Answer(status, "", null);
    }
    String error =
        status >= 300 && status <= 399
            ? "answered %d, and redirects are not followed".formatted(status)
            : "answered %d %s".formatted(status, response.body()).strip();
    return new Answer(status, error, retryAfter(response));
  }

  /** Seconds, or a date of the kind that HTTP has. */
  private static @Nullable Duration retryAfter(HttpResponse<String> response) {
    String asked = response.headers().firstValue("Retry-After").orElse("");
    try {
      if (asked.matches("[0-9]{1,6}")) {
        return Duration.ofSeconds(Long.parseLong(asked));
      }
      return asked.isEmpty()
          ? null
          : Duration.between(
              Instant.now(),
              ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String why(@Nullable Throwable cause) {
    return switch (cause) {
      case ConnectException _ -> "no connection";
      case SSLException e -> "no trust: " + e.getMessage();
      case IOException e when e.getMessage() != null -> "no answer: " + e.getMessage();
      case null, default -> "no answer: " + cause;
    };
  }
}
