package dev.skein.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** Plays a coordinator: prepared answers by method and path, and what was asked. */
final class FakeCoordinator implements AutoCloseable {
  static final String TOKEN = "a-token";

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();

  record Answer(int status, String contentType, String body) {}

  record Request(String line, String contentType, String body) {}

  FakeCoordinator() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The last answer given for a line stays; those before are used up one by one. */
  FakeCoordinator on(String line, int status, String json) {
    return add(line, new Answer(status, "application/json", json));
  }

  FakeCoordinator streams(String line, String events) {
    return add(line, new Answer(200, "text/event-stream", events));
  }

  private synchronized FakeCoordinator add(String line, Answer answer) {
    answers.computeIfAbsent(line, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  synchronized List<String> asked() {
    return requests.stream().map(Request::line).toList();
  }

  synchronized Request request(String line) {
    return requests.stream().filter(it -> it.line().equals(line)).findFirst().orElseThrow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      String auth = exchange.getRequestHeaders().getFirst("Authorization");
      Answer answer =
          ("Bearer " + TOKEN).equals(auth)
              ? take(new Request(line, type, body))
              : new Answer(401, "application/problem+json", "");
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Answer take(Request request) {
    requests.add(request);
    Deque<Answer> prepared = answers.getOrDefault(request.line(), new ArrayDeque<>());
    Answer first = prepared.size() > 1 ? prepared.poll() : prepared.peek();
    return first != null
        ? first
        : new Answer(
            404, "application/problem+json", "{\"detail\":\"nothing at " + request.line() + "\"}");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
