package dev.skein.bench.coordinator;

import dev.skein.contracts.codec.MessageCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;

/** Walks a rollout's failed tenants page by page, from the first to the last, again and again. */
final class FailedPages {
  private static final int PAGES = 500;
  private static final int WARM_UP = 50;

  private final URI url;
  private final String token;
  private final String rollout;

  FailedPages(URI url, String token, String rollout) {
    this.url = url;
    this.token = token;
    this.rollout = rollout;
  }

  Latencies walk() throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String after = "";
      for (int i = 0; i < WARM_UP + PAGES; i++) {
        URI page =
            url.resolve(
                "/api/rollouts/%s/tenants?state=failed-clean&limit=100&after=%s"
                    .formatted(rollout, after));
        long start = System.nanoTime();
        HttpResponse<String> answer =
            http.send(StatusLoad.request(page, token), BodyHandlers.ofString());
        if (i >= WARM_UP) {
          latencies.add(System.nanoTime() - start);
        }
        if (answer.statusCode() != 200) {
          throw new IOException("expected a page of tenants but got " + answer.statusCode());
        }
        JsonNode next = MessageCodec.jsonMapper().readTree(answer.body()).path("next");
        after = next.asString("");
      }
    }
    return latencies;
  }
}
