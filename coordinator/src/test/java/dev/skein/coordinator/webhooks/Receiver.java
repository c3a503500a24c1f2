package dev.skein.coordinator.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as it is told, and keeps what it got. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final Behaviour behaviour;
  private final List<Got> got = new ArrayList<>();

  record Got(String id, String timestamp, String signature, String body) {}

  /** Answers the request with this number, from 1. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange, int number) throws IOException;
  }

  Receiver(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  static Behaviour status(int status) {
    return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
  }

  /** Fails so many times, and then never again. */
  static Behaviour failing(int times) {
    return (exchange, number) -> exchange.sendResponseHeaders(number <= times ? 503 : 204, -1);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  synchronized List<Got> got() {
    return List.copyOf(got);
  }

  private synchronized int keep(Got one) {
    got.add(one);
    return got.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int number =
          keep(
              new Got(
                  header(exchange, "webhook-id"),
                  header(exchange, "webhook-timestamp"),
                  header(exchange, "webhook-signature"),
                  body));
      behaviour.answer(exchange, number);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
