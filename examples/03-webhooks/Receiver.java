import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives Skein's webhooks: checks who sent them, passes over what it has had, prints the rest.
 *
 * <p>Run it with {@code java Receiver.java PORT SECRET-FILE}; port 0 takes a free one.
 */
final class Receiver {
  /** Older messages are refused: somebody may be sending again what he overheard. */
  private static final long TOLERANCE_SECONDS = 5 * 60;

  private static final int LONGEST = 1 << 20;

  private final byte[] key;
  // A real receiver keeps this where it survives a restart.
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private Receiver(byte[] key) {
    this.key = key;
  }

  public static void main(String[] args) throws IOException {
    String secret = Files.readString(Path.of(args[1])).strip();
    Receiver receiver = new Receiver(Base64.getDecoder().decode(secret.replace("whsec_", "")));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
    server.createContext("/", receiver::handle);
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
      String at = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-timestamp"));
      String signatures =
          String.valueOf(exchange.getRequestHeaders().getFirst("webhook-signature"));
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST);
      if (!recent(at) || !signed(id, at, body, signatures)) {
        System.out.println("refused " + id);
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      // A message may come twice: its id says that it is the same one.
      if (seen.add(id)) {
        System.out.println("received " + new String(body, StandardCharsets.UTF_8));
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static boolean recent(String timestamp) {
    return timestamp.matches("[0-9]{1,12}")
        && Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp))
            <= TOLERANCE_SECONDS;
  }

  /** The header may hold several signatures, while a secret is being replaced by another one. */
  private boolean signed(String id, String timestamp, byte[] body, String signatures) {
    byte[] right = ("v1," + signature(id, timestamp, body)).getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String one : signatures.split(" ", -1)) {
      // Takes as long for a wrong one as for a right one.
      found |= MessageDigest.isEqual(right, one.getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }

  private String signature(String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
